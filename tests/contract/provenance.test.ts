import { describe, expect, it } from 'vitest';
import { apiDocument } from '../../src/contract/document.js';
import { operations } from '../../src/contract/operations.js';
import { type Mark, markOf, marksOf, provenanceAt } from '../../src/contract/provenance.js';
import { childPlace, type Place, rootPlace } from '../../src/openapi/place.js';
import { type Schema, schemaPlace } from '../../src/openapi/schema.js';

const SOURCES: Readonly<Record<string, RegExp>> = {
  seed: /^(Getting started|API keys)$/,
  documented: /^(Authentication|Errors & limits|Gradings|Cards|Webhooks)$/,
  assumed: /^contract §(1[0-2]|[1-9])$/,
};

interface Marked extends Mark {
  name: string;
  pointer: string;
}

/** Every mark of an operation, parameter, response, header, body or schema, with a name for messages. */
function everyMark(): Marked[] {
  const found: Marked[] = [];
  const add = (name: string, place: Place): void => {
    found.push({ name, pointer: place.pointer, ...markOf(place) });
  };
  const addSchema = (name: string, schema: Schema): void => {
    const { pointer } = schema[schemaPlace];
    const { mark, presence } = marksOf(schema);
    found.push({ name, pointer, ...mark }, { name: `${name} (presence)`, pointer, ...presence });
    for (const [property, child] of Object.entries(schema.properties ?? {}))
      addSchema(`${name}.${property}`, child);
    for (const [index, child] of (schema.anyOf ?? []).entries()) addSchema(`${name}|${index}`, child);
    if (schema.items !== undefined) addSchema(`${name}[]`, schema.items);
  };
  for (const { id, place, parameters, requestBody, responses } of operations().values()) {
    add(id, place);
    for (const parameter of parameters) {
      add(`${id} ${parameter.name}`, parameter.place);
      addSchema(`${id} ${parameter.name}`, parameter.schema);
    }
    if (requestBody !== null) addSchema(`${id} body`, requestBody.schema);
    for (const { status, place: at, headers, content } of responses) {
      add(`${id} ${status}`, at);
      for (const header of headers) {
        add(`${id} ${status} ${header.name}`, header.place);
        addSchema(`${id} ${status} ${header.name}`, header.schema);
      }
      if (content === null) continue;
      add(`${id} ${status} content`, content.place);
      addSchema(`${id} ${status}`, content.schema);
    }
  }
  return found;
}

describe('the document', () => {
  it('gives every operation, parameter, response, header and property a provenance and a source that fits it', () => {
    const marks = everyMark();
    expect(marks.length).toBeGreaterThan(1000);
    const misfits = marks.filter(({ provenance, source }) => SOURCES[provenance]?.test(source) !== true);
    expect(misfits).toEqual([]);
  });

  it('marks nothing below an assumed schema as documented, since the default mode would not check it', () => {
    const misfits: string[] = [];
    const isAssumed = (schema: Schema): boolean => marksOf(schema).mark.provenance === 'assumed';
    const visit = (name: string, schema: Schema): void => {
      const { properties = {}, anyOf = [], items } = schema;
      const children = [...Object.entries(properties), ...anyOf.entries()];
      for (const [key, child] of items === undefined ? children : [...children, ['[]', items] as const]) {
        if (isAssumed(schema) && !isAssumed(child)) misfits.push(`${name}.${key}`);
        visit(`${name}.${key}`, child);
      }
    };
    for (const { id, responses } of operations().values()) {
      for (const { status, content } of responses) {
        if (content !== null) visit(`${id} ${status}`, content.schema);
      }
    }
    expect(misfits).toEqual([]);
  });

  it('marks servers, the security scheme and the webhook', () => {
    expect(provenanceAt('/servers/0')).toMatchObject({ provenance: 'seed' });
    expect(provenanceAt('/components/securitySchemes/apiKey')).toMatchObject({ provenance: 'seed' });
    expect(
      provenanceAt(
        '/webhooks/gradingCompleted/post/requestBody/content/application~1json/schema/properties/outcome',
      ),
    ).toEqual({
      provenance: 'documented',
      source: 'Webhooks',
      pointer: '/components/schemas/WebhookOutcome',
    });
  });
});

const OK = 'responses/200/content/application~1json/schema';

describe('provenanceAt', () => {
  it.each([
    ['/paths/~1health/get', 'seed', 'Getting started'],
    [`/paths/~1health/get/${OK}/properties/status`, 'seed', 'Getting started'],
    ['/paths/~1v1~1account/get/responses/200', 'seed', 'Getting started'],
    [`/paths/~1v1~1account/get/${OK}/properties/email`, 'assumed', 'contract §4'],
    ['/paths/~1v1~1gradings/get/parameters/0', 'documented', 'Gradings'],
    ['/paths/~1v1~1cards/get/parameters/0', 'documented', 'Cards'],
    [`/paths/~1v1~1gradings/get/${OK}/properties/next_cursor`, 'documented', 'Gradings'],
    [
      `/paths/~1v1~1gradings~1{id}/get/${OK}/properties/card/anyOf/0/properties/brand`,
      'assumed',
      'contract §6',
    ],
    [`/paths/~1v1~1gradings~1{id}/get/${OK}/properties/card/anyOf/0`, 'documented', 'Cards'],
    [`/paths/~1v1~1cards~1{user_card_id}/get/${OK}/properties/user_card`, 'documented', 'Cards'],
    [
      `/paths/~1v1~1cards~1{user_card_id}/get/${OK}/properties/user_card/properties/share_slug`,
      'assumed',
      'contract §6',
    ],
    ['/paths/~1v1~1webhook-targets/post/responses/201', 'assumed', 'contract §8'],
    [
      '/paths/~1v1~1webhook-targets/post/responses/201/content/application~1json/schema',
      'documented',
      'Webhooks',
    ],
    ['/paths/~1v1~1webhook-targets~1{id}/delete/responses/204', 'assumed', 'contract §8'],
    ['/paths/~1v1~1webhook-targets~1{id}/delete/responses/404', 'documented', 'Errors & limits'],
    [
      '/paths/~1v1~1webhook-targets/post/responses/415/content/application~1json/schema',
      'assumed',
      'contract §3',
    ],
    [
      '/paths/~1v1~1cards/get/responses/500/content/application~1json/schema',
      'documented',
      'Errors & limits',
    ],
    ['/paths/~1v1~1cards/get/responses/429/headers/x-ratelimit-limit', 'assumed', 'contract §3'],
    ['/paths/~1v1~1cards/get/responses/429/headers/Retry-After', 'documented', 'Errors & limits'],
    ['/paths/~1v1~1cards/get/responses/429/headers/Retry-After/schema', 'assumed', 'contract §3'],
    ['/paths/~1v1~1cards/get/responses/401/headers/WWW-Authenticate', 'documented', 'Authentication'],
  ])('says that %s is %s by %s', (pointer, provenance, source) => {
    expect(provenanceAt(pointer)).toMatchObject({ provenance, source });
  });

  it('agrees with the mark of every operation part outside components', () => {
    for (const { name, pointer, provenance, source } of everyMark()) {
      if (pointer.startsWith('/components') || name.includes('presence')) continue;
      expect([name, provenanceAt(pointer)]).toMatchObject([name, { provenance, source }]);
    }
  });

  it('refuses an unknown pointer and a place without a mark', () => {
    expect(() => provenanceAt('/paths/~1nowhere')).toThrow('there is no /paths/~1nowhere');
    expect(() => provenanceAt('/info')).toThrow('it has no x-provenance and inherits none');
  });
});

describe('markOf', () => {
  const parent = rootPlace({ 'x-provenance': 'seed', 'x-source': 'API keys' });

  it('prefers the marks of a node to those that it inherits', () => {
    const own = { 'x-provenance': 'assumed', 'x-source': 'contract §3' };
    expect(markOf(childPlace(parent, own, 'a'))).toEqual({ provenance: 'assumed', source: 'contract §3' });
    expect(markOf(childPlace(parent, {}, 'a'))).toEqual({ provenance: 'seed', source: 'API keys' });
    expect(() => markOf(rootPlace({}))).toThrow('it has no x-provenance and inherits none');
  });

  it('refuses half a mark', () => {
    for (const half of [
      { 'x-provenance': 'assumed' },
      { 'x-source': 'Cards' },
      { 'x-provenance': 'known', 'x-source': 'Cards' },
    ])
      expect(() => markOf(childPlace(parent, half, 'a'))).toThrow('must stand together');
  });

  it('finds no half marks in the document', () => {
    const halves: unknown[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('x-provenance' in node && !('x-source' in node)) halves.push(path);
      for (const [key, child] of Object.entries(node)) visit(child, `${path}/${key}`);
    };
    visit(apiDocument(), '');
    expect(halves).toEqual([]);
  });
});
