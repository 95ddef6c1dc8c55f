import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { compareWithContract } from '../../src/contract/compare/compare-with-contract.js';
import type { ComparisonReport, ReportedFact } from '../../src/contract/compare/comparison-report.js';
import { runChck } from '../support/run-chck.js';
import {
  additions,
  body,
  cards,
  contradictions,
  folder,
  publishDocument,
  write,
} from './published-document.js';

publishDocument();

const lines = (facts: readonly ReportedFact[]): string[] =>
  facts.map(({ about, ours, theirs }) => [about, ours?.says, theirs?.says].filter(Boolean).join(' | '));

describe('compareWithContract', () => {
  it('finds that the document of a service that does as we assume contradicts nothing', async () => {
    const report = await compareWithContract(write('same.json'));
    expect([lines(report.contradicted), lines(report.new)]).toEqual([[], []]);
    expect(report.confirmed.length).toBeGreaterThan(700);
    expect(report.silent.length).toBeGreaterThan(100);
  });

  it('names ten contradictions and ten additions, and nothing else', async () => {
    const report = await compareWithContract(write('changed.yaml', { ...contradictions, ...additions }));
    expect(lines(report.contradicted)).toEqual([
      'GET /health, response 200, body.status: values | "ok" | "up"',
      'GET /v1/gradings, query parameter limit: maximum | 100 | 50',
      'GET /v1/gradings, response 200, body.gradings[].unique_identifier: type | integer | string',
      'GET /v1/gradings/{}, response 200, body.card: null | allowed | not allowed',
      'GET /v1/gradings/{}, response 200, body.user_card_grade.full_overall_grade: type | number | string',
      'GET /v1/cards, query parameter limit: default | 25 | 20',
      'GET /v1/cards, query parameter sort: values | "added", "brand", "grade", "player", "year" | "added", "grade", "player", "year"',
      'GET /v1/cards, response 200, body.cards[].year: type | string | integer',
      'POST /v1/webhook-targets, body.outcome: values | "failure", "success" | "failed", "succeeded"',
      'POST /v1/webhook-targets, response 201, body.userId | is required | is not a property',
    ]);
    expect(lines(report.new)).toEqual([
      'GET /v1/account, response 200, body.notes | is optional',
      'GET /v1/gradings, query parameter page | is optional',
      'GET /v1/cards, response 200, header x-total | is optional',
      'GET /v1/cards, response 200, body.cards[].brand: maxLength | 80',
      'GET /v1/cards, response 200, body.cards[].currency | is optional',
      'GET /v1/cards/{}, response 200, body.images.thumbnail | is optional',
      'POST /v1/webhook-targets, body.secret | is optional',
      'POST /v1/webhook-targets, response 409 | is a response',
      'DELETE /v1/webhook-targets/{}, response 410 | is a response',
      'GET /v1/sets | is an operation',
    ]);
  });

  it('gives the provenance and the lines of both sides', async () => {
    const { contradicted } = await compareWithContract(write('lines.json', contradictions));
    const year = contradicted.find(({ about }) => about.endsWith('cards[].year: type'));
    expect(year).toMatchObject({
      mark: 'documented: Cards',
      ours: { says: 'string', file: 'openapi/partner-api.v1.yaml' },
      theirs: { says: 'integer', file: expect.stringContaining('lines.json') },
    });
    expect(year?.ours?.line).toBeGreaterThan(100);
    expect(year?.theirs?.line).toBeGreaterThan(100);
  });

  it.each<[string, Record<string, unknown>]>([
    ['type lists for nullable', { [`${cards}/variant`]: { type: ['string', 'null'] }, '/openapi': '3.1.0' }],
    [
      'anyOf with null',
      { [`${cards}/variant`]: { anyOf: [{ type: 'string' }, { type: 'null' }] }, '/openapi': '3.1.0' },
    ],
    [
      'const for one value',
      { [`${body('/health', 'get', 200)}/properties/status`]: { type: 'string', const: 'ok' } },
    ],
    [
      'another order of values',
      { '/paths/~1v1~1cards/get/parameters/3/schema/enum': ['raw', 'all', 'graded'] },
    ],
    [
      'names of operations and path parameters',
      { '/paths/~1v1~1cards~1{user_card_id}/get/operationId': 'readCard' },
    ],
    [
      'a description and an example',
      { [`${cards}/brand`]: { type: 'string', description: 'Who made it.', example: 'x' } },
    ],
    ['allOf around a schema', { [`${cards}/brand`]: { allOf: [{ type: 'string' }] } }],
  ])('does not count %s as a difference', async (_case, changes) => {
    const report = await compareWithContract(write('equivalent.yaml', changes));
    expect([lines(report.contradicted), lines(report.new)]).toEqual([[], []]);
  });

  it('follows references into other files, from a file and from a URL', async () => {
    writeFileSync(
      join(folder, 'parts.yaml'),
      stringify({ Year: { type: 'integer' }, Tree: { items: { $ref: '#/Tree' } } }),
    );
    const file = write('references.yaml', {
      [`${cards}/year`]: { $ref: 'parts.yaml#/Year' },
      [`${cards}/tree`]: { $ref: './parts.yaml#/Tree' },
    });
    const expected = [
      ['GET /v1/cards, response 200, body.cards[].year: type | string | integer'],
      ['GET /v1/cards, response 200, body.cards[].tree | is optional'],
    ];
    const differences = ({ contradicted, new: added }: ComparisonReport) => [
      lines(contradicted),
      lines(added),
    ];
    expect(differences(await compareWithContract(file))).toEqual(expected);
    await serving(folder, async (url) => {
      expect(differences(await compareWithContract(`${url}/references.yaml`))).toEqual(expected);
    });
  });
});

describe('chck openapi diff', () => {
  it('prints both sides, and fails only when asked to', async () => {
    const file = write('cli.json', { ...contradictions, ...additions });
    const ran = await runChck('openapi', 'diff', file);
    expect([ran.status, ran.err]).toEqual([0, '']);
    expect(ran.out).toMatch(
      /cards\[\]\.year: type\n {4}ours: {3}string \(documented: Cards; openapi\/partner-api.v1.yaml:\d+\)/,
    );
    expect(ran.out).toContain(`${file} contradicts 10 facts of the contract`);
    const failed = await runChck('openapi', 'diff', file, '--fail-on', 'contradicted');
    expect([failed.status, failed.err]).toEqual([1, expect.stringContaining('contradicts 10 facts')]);
    expect((await runChck('openapi', 'diff', write('same.json'), '--fail-on', 'contradicted')).status).toBe(
      0,
    );
  });

  it('writes one HTML file with every fact, escaped', async () => {
    const added = { [`${cards}/x<y`]: { type: 'string' } };
    const html = join(folder, 'diff.html');
    const { status } = await runChck(
      'openapi',
      'diff',
      write('html.json', { ...contradictions, ...added }),
      '--html',
      html,
    );
    const page = readFileSync(html, 'utf8');
    expect(status).toBe(0);
    for (const title of ['Contradicted (10)', 'New (1)', 'Confirmed (', 'Silent ('])
      expect(page).toContain(title);
    expect(page).toContain('body.cards[].x&lt;y');
    expect(page).not.toMatch(/<script|https?:\/\/[^<]*\.(css|js)/);
  });

  it('prints JSON and Markdown', async () => {
    const file = write('formats.json', contradictions);
    const { contradicted, new: added } = (await runChck('openapi', 'diff', file, '--json')).json();
    expect([contradicted.length, added.length]).toEqual([10, 0]);
    const { out } = await runChck('openapi', 'diff', file, '--markdown');
    expect(out).toContain('| GET /v1/gradings, query parameter limit: maximum | documented: ');
  });

  it.each([
    ['nowhere.json', 'cannot be read'],
    ['text.yaml', 'is not an OpenAPI 3.0 or 3.1 document'],
    ['broken.json', 'is neither JSON nor YAML'],
  ])('refuses %s, which %s', async (name, reason) => {
    writeFileSync(join(folder, 'text.yaml'), 'just text');
    writeFileSync(join(folder, 'broken.json'), '{ "a": [ }');
    const { status, err } = await runChck('openapi', 'diff', join(folder, name));
    expect([status, err]).toEqual([2, expect.stringContaining(reason)]);
  });
});

/** Serves the files of a folder while `work` runs. */
async function serving(root: string, work: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) =>
    response.end(readFileSync(join(root, request.url ?? ''))),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    await work(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
