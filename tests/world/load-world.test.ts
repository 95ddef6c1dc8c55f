import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { listWorlds, loadWorld } from '../../src/world/load-world.js';
import { WorldError } from '../../src/world/world-error.js';
import { worldSchema } from '../../src/world/world-schema.js';

const folder = mkdtempSync(join(tmpdir(), 'chck-world-'));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function errorOf(nameOrFile: string): WorldError {
  try {
    loadWorld(nameOrFile);
  } catch (error) {
    if (error instanceof WorldError) return error;
    throw error;
  }
  throw new Error(`The world ${nameOrFile} was loaded, but the test expects an error`);
}

/** Returns the problems that the error lists for one account. */
function faultsOf(account: string): string[] {
  const { code, message } = errorOf(
    file('faulty.yaml', `accounts:\n  - { email: dev@partner.example, ${account} }\n`),
  );
  expect(code).toBe('world_invalid');
  return message.split('\n').slice(1);
}

it('the schema of world files is a valid JSON Schema', () => {
  expect(new Ajv().validateSchema(worldSchema)).toBe(true);
});

describe('loadWorld', () => {
  it('loads the built-in worlds by name', () => {
    expect(listWorlds()).toEqual([
      'default',
      'empty',
      'huge',
      'large',
      'pagination-edges',
      'realistic',
      'timestamp-ties',
    ]);
    for (const name of listWorlds()) {
      expect(loadWorld(name)).toMatchObject({ name, anchor: '2026-10-01T00:00:00.000Z' });
    }
  });

  it('loads a YAML or JSON file and names the world after it', () => {
    const yaml = file(
      'my-shop.yaml',
      'anchor: 2026-11-01T00:00:00+01:00\naccounts:\n  - email: a@b.example\n',
    );
    const json = file('my-shop.json', '{"accounts":[{"email":"a@b.example","gradings":{"full":2}}]}');
    expect(loadWorld(yaml)).toEqual({
      name: 'my-shop',
      anchor: '2026-10-31T23:00:00.000Z',
      accounts: [{ email: 'a@b.example' }],
    });
    expect(loadWorld(json).accounts).toEqual([{ email: 'a@b.example', gradings: { full: 2 } }]);
  });

  it('suggests a name and lists the built-in worlds when a world does not exist', () => {
    expect(errorOf('defualt')).toMatchObject({
      code: 'world_not_found',
      message:
        'There is no world defualt. Did you mean "default"? Built-in worlds: default, empty, huge, large, pagination-edges, realistic, timestamp-ties. For a world file, give its path, such as ./my-world.yaml.',
    });
    expect(errorOf('./nowhere.yaml').code).toBe('world_not_found');
  });

  it('gives the line of a syntax error', () => {
    const { code, message } = errorOf(file('broken.yaml', 'accounts:\n  - {email: [\n'));
    expect(code).toBe('world_invalid');
    expect(message).toContain('line 3');
  });

  it('refuses an empty file and an account without an email', () => {
    expect(errorOf(file('nothing.yaml', '')).message).toContain('The file must be an object; got null.');
    expect(errorOf(file('none.yaml', 'accounts: []')).message).toContain(
      'accounts must have at least 1 item; got 0.',
    );
    expect(errorOf(file('no-email.yaml', 'accounts: [{ name: A }]')).message).toContain(
      'accounts[0].email is missing.',
    );
  });
});

describe('a problem in a world file is listed with its place', () => {
  it.each([
    ['raw_cards: 3', 'accounts[0].raw_cards is not known here. Did you mean "rawCards"?'],
    [
      'gradings: { two_image: 1 }',
      'accounts[0].gradings.two_image is not known here. Did you mean "twoImage"?',
    ],
    ['cards: [{ playr: A }]', 'accounts[0].cards[0].playr is not known here. Did you mean "player"?'],
    ['keys: [{ name: A, xyz: 1 }]', 'accounts[0].keys[0].xyz is not known here. Known: name, revoked.'],
    ['role: owner', 'accounts[0].role must be one of "partner", "member"; got "owner".'],
    ['gradings: -1', 'accounts[0].gradings must be an integer from 0 to 1000000; got -1.'],
    ['gradings: many', 'accounts[0].gradings must be an integer from 0 to 1000000 or an object; got "many".'],
    [
      'cards: [{ grade: 8.3 }]',
      'accounts[0].cards[0].grade must be a number from 1 to 10 in steps of 0.5; got 8.3.',
    ],
    [
      'gradings: { full: 1, regraded: 2 }',
      'accounts[0].gradings.regraded is 2; it must be at most "full", which is 1.',
    ],
    [
      'user: false, rawCards: 1',
      'accounts[0] has "rawCards" although "user" is false: without a user it owns nothing.',
    ],
    [
      'cards: [{ gradings: [{ capture: two-image, grade: 9 }] }]',
      'accounts[0].cards[0].gradings[0] has a "grade" although its capture is "two-image": only a completed full one has.',
    ],
    [
      'cards: [{ gradings: [{ state: failed, grade: 9 }] }]',
      'accounts[0].cards[0].gradings[0] has a "grade" although its state is "failed": only a completed full one has.',
    ],
    [
      'cards: [{ grade: 9, gradings: [] }]',
      'accounts[0].cards[0] has both "grade" and "gradings": give the grade inside "gradings".',
    ],
    [
      'cards: [{ grade: 9, photographed: false }]',
      'accounts[0].cards[0] is not photographed, yet has gradings: a grading needs photographs.',
    ],
  ])('%s', (account, fault) => {
    expect(faultsOf(account)).toEqual([`  - ${fault}`]);
  });

  it('together with all other problems', () => {
    expect(faultsOf('role: owner, ties: 0, colour: red')).toHaveLength(3);
  });

  it('an email that two accounts share', () => {
    const path = file('twins.yaml', 'accounts: [{ email: a@b.example }, { email: a@b.example }]');
    expect(errorOf(path).message).toContain('accounts[1].email is "a@b.example"');
  });

  it('an anchor before the youngest cards', () => {
    const path = file('past.yaml', 'anchor: 2020-01-01T00:00:00Z\naccounts: [{ email: a@b.example }]');
    expect(errorOf(path).message).toContain('it must be 2026-07-01T00:00:00.000Z or later');
  });
});
