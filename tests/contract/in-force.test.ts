import { afterEach, describe, expect, it } from 'vitest';
import { type Comparison, compareDocuments } from '../../src/contract/compare/compare-documents.js';
import { loadOpenApi } from '../../src/contract/compare/load-document.js';
import { apiDocument, ownDocument, useDocument } from '../../src/contract/document.js';
import { putInForce } from '../../src/contract/in-force/put-in-force.js';
import { createMock } from '../../src/mock.js';
import type { OpenApiDocument } from '../../src/openapi/document.js';
import { runSuite } from '../../src/suite/run-contract-suite.js';
import { runChck, startChck } from '../support/run-chck.js';
import { runInProcess } from '../support/run-in-process.js';
import { additions, contradictions, publishDocument, write } from './published-document.js';

publishDocument();

afterEach(() => useDocument(undefined));

const changed = () => write('changed.yaml', { ...contradictions, ...additions });

describe('the document in force', () => {
  it('agrees with the other document in every fact that both have', async () => {
    const file = changed();
    await putInForce(file);
    const { document } = await loadOpenApi(file);
    const { contradicted } = compareDocuments(apiDocument(), document);
    expect(contradicted).toEqual([]);
  });

  it('keeps every fact of ours and its provenance where the other document is silent', async () => {
    await putInForce(write('silent.json', { '/paths': {} }));
    const provenances = (document: OpenApiDocument) =>
      compareDocuments(document, document).confirmed.map(({ about, ours, provenance }) => [
        about,
        ours,
        provenance,
      ]);
    expect(provenances(apiDocument())).toEqual(provenances(ownDocument()));
  });

  it('counts facts that the other document confirms as documented, and leaves the others assumed', async () => {
    const file = write('same.json');
    const { document } = await loadOpenApi(file);
    const assumed = ({ confirmed, silent }: Comparison) => ({
      confirmed: confirmed.filter(({ provenance }) => provenance === 'assumed').length,
      silent: silent.filter(({ provenance }) => provenance === 'assumed').length,
    });
    const before = assumed(compareDocuments(ownDocument(), document));
    await putInForce(file);
    const after = assumed(compareDocuments(apiDocument(), document));
    expect(before.confirmed).toBeGreaterThan(10);
    expect(after).toEqual({ confirmed: 0, silent: before.silent });
  });
});

describe('a mock with another document in force', () => {
  it('responds by it: names, types, nulls, values, bounds, defaults and added fields', async () => {
    await putInForce(changed());
    const mock = await createMock({ seed: 1 });
    try {
      const get = async (path: string) => {
        const response = await fetch(`${mock.url}${path}`, {
          headers: { authorization: `Bearer ${mock.token}` },
        });
        return { status: response.status, body: await response.json() };
      };
      expect(await get('/health')).toEqual({ status: 200, body: { status: 'up' } });
      expect((await get('/v1/gradings?limit=51')).status).toBe(400);
      const { body: list } = await get('/v1/cards');
      expect(list.cards).toHaveLength(20);
      expect(typeof list.cards[0].year).toBe('number');
      expect(typeof list.cards[0].currency).toBe('string');
      expect(await get('/v1/cards')).toEqual({
        status: 200,
        body: expect.objectContaining({
          cards: list.cards.map((card: object) => ({ ...card, images: expect.anything() })),
        }),
      });
      expect((await get('/v1/cards?sort=brand')).status).toBe(400);
      const { body: account } = await get('/v1/account');
      expect(typeof account.notes).toBe('string');
    } finally {
      await mock.close();
    }
  });

  it('refuses a value that only the other document allows, with 400 rather than an internal error', async () => {
    await putInForce(changed());
    const errors: unknown[] = [];
    const mock = await createMock({ onError: (error) => errors.push(error) });
    try {
      const response = await fetch(`${mock.url}/v1/webhook-targets`, {
        method: 'POST',
        headers: { authorization: `Bearer ${mock.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ outcome: 'succeeded', url: 'https://example.com/hook' }),
      });
      expect([response.status, errors]).toEqual([400, []]);
    } finally {
      await mock.close();
    }
  });
});

describe('chck contract --openapi', () => {
  it('agrees with chck serve --openapi on every response, and names the rules that the document contradicts', async () => {
    await putInForce(changed());
    const { results } = await runSuite({ mock: true, only: ['schema'], seed: 1 }, runInProcess);
    expect(results.flatMap(({ failures }) => failures)).toEqual([]);
    const contradicted = results.filter(({ detail }) => detail.includes('the document in force contradicts'));
    expect(contradicted.map(({ id, verdict }) => [id, verdict])).toEqual([['SCHEMA-008', 'not-checked']]);
    expect(contradicted[0]?.detail).toContain('it refuses POST /v1/webhook-targets. outcome must be');
  });

  it('fails the unchanged mock on exactly the contradicted facts', async () => {
    const mock = await createMock({ seed: 1 });
    try {
      await putInForce(changed());
      const target = { baseUrl: mock.url, token: String(mock.token), seed: 1 };
      const only = ['health', 'account', 'cards-list', 'card-detail', 'gradings-list', 'schema'];
      const { results } = await runSuite({ ...target, only }, runInProcess);
      const broken = results.flatMap(({ failures }) => failures.map(({ specPointer = '' }) => specPointer));
      const found = new Set(broken.map((pointer) => pointer.split(/schema.properties.|schema./).at(-1)));
      expect([...found].sort()).toEqual([
        'additionalProperties',
        'cards/items/properties/year/type',
        'gradings/items/properties/unique_identifier/type',
        'status/enum',
      ]);
    } finally {
      await mock.close();
    }
  });

  it('judges in the worker of vitest by the document in force too', async () => {
    const { status, out } = await runChck(
      'contract',
      '--mock',
      '--openapi',
      changed(),
      '--only',
      'SCHEMA-001,SCHEMA-008',
      '--json',
      '--seed',
      '1',
    );
    expect(out).toContain('the document in force contradicts this rule');
    expect(status).toBe(0);
  });
});

describe('commands with --openapi', () => {
  it('says what the mock does not serve', async () => {
    const serving = startChck(['serve', '--port', '0', '--ephemeral', '--openapi', changed()]);
    await serving.until(/portal/);
    expect(serving.err).toContain('it confirms');
    expect(serving.err).toContain('not served this way: GET /v1/sets: is an operation');
    expect(serving.err).not.toContain('query parameter limit');
    const docs = /http:\/\/localhost:\d+/.exec(serving.out)?.[0];
    const published = await (await fetch(`${docs}/openapi.json`)).text();
    expect(published).toContain('currency');
  });

  it('samples what the document describes', async () => {
    const { out } = await runChck('sample', 'listCards', '--openapi', changed());
    const [card] = JSON.parse(out).cards;
    expect([typeof card.year, typeof card.currency]).toEqual(['number', 'string']);
  });

  it('prints types of the document in force', async () => {
    const { status, out } = await runChck('openapi', 'types', '--openapi', changed());
    expect(status).toBe(0);
    expect(out).toMatch(/currency: string|currency\?: string/);
    expect(out).toMatch(/year: number/);
    const { out: own } = await runChck('openapi', 'types');
    expect(own).not.toContain('currency');
  });

  it('says which document cannot be read', async () => {
    const { status, err } = await runChck('sample', 'listCards', '--openapi', 'missing.yaml');
    expect(status).toBe(2);
    expect(err).toContain('missing.yaml cannot be read');
  });
});
