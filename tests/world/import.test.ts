import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createMock, type Mock } from '../../src/mock.js';
import { importAccount } from '../../src/world/import/import-account.js';
import { Service } from '../../src/world/import/read-service.js';
import { withoutLinks } from '../../src/world/import/without-links.js';
import { loadWorld } from '../../src/world/load-world.js';
import { referenceDriver } from '../independent/driver.js';
import { type ReferenceServer, startReferenceServer } from '../independent/server.js';
import { runChck } from '../support/run-chck.js';

const folder = mkdtempSync(join(tmpdir(), 'chck-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function account(cards: number, gradings: number) {
  const server = await startReferenceServer();
  closers.push(() => server.close());
  const { token } = await referenceDriver(server).createAccount({ cards, gradings, usable: true });
  return { server, token };
}

/** An import whose waits move the clock of the server. */
function service(
  { server, token }: { server: ReferenceServer; token: string },
  name: string,
  signal = new AbortController().signal,
) {
  const waits: number[] = [];
  const wait = async (ms: number) => {
    waits.push(ms);
    server.state.advance(ms);
  };
  const partFile = join(folder, `${name}.part`);
  return { waits, partFile, service: new Service({ baseUrl: server.url, token, partFile, signal, wait }) };
}

async function serve(file: string): Promise<Mock> {
  const mock = await createMock({ world: file, rateLimit: 'off' });
  closers.push(() => mock.close());
  return mock;
}

const read = async (url: string, token: string) => {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return response.json();
};

/** A body without links, and without what belongs to the account itself. */
function comparable(body: unknown): unknown {
  return JSON.parse(JSON.stringify(withoutLinks(body)), (key, value) =>
    key === 'user_id' ? undefined : value,
  );
}

/** Everything that a service has: all pages of both lists, and all details. */
async function everything(base: string, token: string, pause: () => void = () => undefined) {
  const all: Record<string, unknown> = {};
  for (const [name, id] of [
    ['cards', 'user_card_id'],
    ['gradings', 'id'],
  ] as const) {
    let cursor: string | null = null;
    do {
      const path: string = `/v1/${name}?limit=100${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const page = await read(base + path, token);
      all[path] = comparable(page);
      pause();
      for (const item of page[name]) {
        all[`/v1/${name}/${item[id]}`] = comparable(await read(`${base}/v1/${name}/${item[id]}`, token));
        pause();
      }
      cursor = page.next_cursor;
    } while (cursor !== null);
  }
  return all;
}

describe('importing an account', () => {
  it('returns every list and detail as the service does, after two interruptions, within its rate limit', async () => {
    const from = await account(700, 150);
    for (const after of [120, 500]) {
      const controller = new AbortController();
      const { service: interrupted } = service(from, 'twice', controller.signal);
      const stop = (done: number) => {
        if (done >= after) controller.abort();
      };
      await expect(importAccount(interrupted, { onProgress: stop })).rejects.toThrow();
    }
    const { service: last, partFile, waits } = service(from, 'twice');
    expect(last.known).toBeGreaterThan(500);
    const records = await importAccount(last);
    expect([records.cards.length, records.gradings.length]).toEqual([850, 150]);
    expect(last.requests).toBeLessThan(600);
    expect(waits.every((ms) => ms >= 1000)).toBe(true);
    expect(readFileSync(partFile, 'utf8')).not.toContain(from.token);
    const file = join(folder, 'twice.json');
    writeFileSync(file, JSON.stringify({ accounts: [{ email: 'a@b.example', records }] }));
    const mock = await serve(file);
    from.server.state.advance(61_000);
    let sent = 0;
    const original = await everything(from.server.url, from.token, () => {
      sent += 1;
      if (sent % 400 === 0) from.server.state.advance(61_000);
    });
    const copy = await everything(mock.url, String(mock.token));
    expect(Object.keys(copy)).toEqual(Object.keys(original));
    for (const [path, body] of Object.entries(original)) expect([path, copy[path]]).toEqual([path, body]);
  });

  it('writes a world file that serves the account, without the token', async () => {
    const { server, token } = await account(8, 3);
    const out = join(folder, 'small.json');
    const {
      status,
      out: said,
      err,
    } = await runChck('import', '--base-url', server.url, '--token', token, '--out', out);
    expect([status, said]).toEqual([0, expect.stringContaining('11 cards, 3 gradings')]);
    expect(readFileSync(out, 'utf8') + said + err).not.toContain(token);
    expect(existsSync(`${out}.part`)).toBe(false);
    const mock = await serve(out);
    const { cards } = await read(`${mock.url}/v1/cards`, String(mock.token));
    expect(cards).toHaveLength(11);
    const link = await fetch(cards[0].images.front);
    expect([link.status, link.headers.get('content-type')]).toEqual([200, 'image/png']);
  });

  it('copies the newest cards and their gradings with --limit', async () => {
    const from = await account(30, 10);
    const { service: some } = service(from, 'limit');
    const { cards, gradings } = await importAccount(some, { limit: 12 });
    const { cards: newest } = await read(`${from.server.url}/v1/cards?limit=12`, from.token);
    expect(cards.map(({ id }) => id)).toEqual(
      newest.map((card: { user_card_id: number }) => card.user_card_id),
    );
    const ids = new Set(cards.map(({ id }) => id));
    expect(gradings.every(({ userCardId }) => ids.has(userCardId))).toBe(true);
  });

  it('refuses a wrong token, another service in the same part file, and a world with two sources of cards', async () => {
    const { server, token } = await account(1, 0);
    const out = join(folder, 'refused.json');
    const wrong = await runChck('import', '--base-url', server.url, '--token', 'shbx_wrong', '--out', out);
    expect([wrong.status, wrong.err]).toEqual([2, expect.stringContaining('does not know the token')]);
    const other = await runChck(
      'import',
      '--base-url',
      `${server.url}/other`,
      '--token',
      token,
      '--out',
      out,
    );
    expect([other.status, other.err]).toEqual([
      2,
      expect.stringContaining(`is an import from ${server.url}`),
    ]);
    const file = join(folder, 'both.json');
    writeFileSync(
      file,
      JSON.stringify({
        accounts: [{ email: 'a@b.example', rawCards: 2, records: { cards: [], gradings: [] } }],
      }),
    );
    expect(() => loadWorld(file)).toThrow('both "records" and "rawCards"');
  });
});
