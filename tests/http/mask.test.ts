import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedHeaders } from '../../src/http/mask.js';
import { createMask, maskTokens } from '../../src/mask-secrets.js';
import { generateApiToken } from '../../src/tokens.js';
import { callApi, startMock } from '../support/start-mock.js';

const token = generateApiToken((size) => Buffer.alloc(size, 'some bytes of a token'));
/** What must not remain: everything after the display prefix. */
const secret = token.slice(12);

const percent = (character: string) => `%${character.charCodeAt(0).toString(16)}`;
const jsonEscape = (character: string) => `\\u00${character.charCodeAt(0).toString(16)}`;
const encodings: Record<string, (text: string, which: boolean[]) => string> = {
  plain: (text) => text,
  percent: (text, which) => [...text].map((one, index) => (which[index] ? percent(one) : one)).join(''),
  'percent twice': (text) => [...text].map((one) => encodeURIComponent(percent(one))).join(''),
  'JSON escapes': (text, which) =>
    [...text].map((one, index) => (which[index] ? jsonEscape(one) : one)).join(''),
  Base64: (text) => Buffer.from(text).toString('base64'),
  Base64url: (text) => Buffer.from(text).toString('base64url'),
  'percent-encoded Base64': (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
};

/** What a reader could make of a text. */
function readings(text: string, depth = 3): string[] {
  const decoded = text
    .replace(/%([0-9a-f]{2})/gi, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\u([0-9a-f]{4})/gi, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const base64 = [...text.matchAll(/[\w+/-]{20,}/g)].flatMap(({ 0: run }) =>
    [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), 'base64').toString('latin1')),
  );
  return [text, ...base64, ...(depth > 0 && decoded !== text ? readings(decoded, depth - 1) : [])];
}

describe('masking', () => {
  it('leaves no token in any place and encoding', () => {
    const around = fc.string({ maxLength: 30 });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(encodings)),
        fc.array(fc.boolean(), { minLength: token.length + 40, maxLength: token.length + 40 }),
        fc.string({ maxLength: 20, unit: 'binary-ascii' }),
        around,
        around,
        (name, which, user, before, after) => {
          const hidden = encodings[name]?.(`${user}${token}`, which) ?? '';
          const masked = maskTokens(`${before} ${hidden} ${after}`);
          expect(readings(masked).filter((reading) => reading.includes(secret))).toEqual([]);
        },
      ),
      { numRuns: 2000, seed: 7 },
    );
  });

  it('leaves no user info of a URL, and no known secret, in any encoding', () => {
    const word = fc.stringMatching(/^[\w!$&'()*+,;=:.~-]{6,20}$/);
    const inUrl: Record<string, (text: string) => string> = {
      'as it is': (text) => text,
      percent: encodeURIComponent,
      'percent twice': (text) => encodeURIComponent(encodeURIComponent(text)),
      'JSON with escaped slashes': (text) => JSON.stringify({ url: text }).replaceAll('/', '\\/'),
    };
    fc.assert(
      fc.property(
        word,
        fc.constantFrom('http://', 'https://', 'HTTPS:', 'https:/', 'https:\\\\', 'postgres://'),
        fc.constantFrom(...Object.keys(inUrl)),
        fc.constantFrom(...Object.keys(encodings).filter((name) => !name.includes('escapes'))),
        (password, scheme, form, name) => {
          const url = inUrl[form]?.(`${scheme}user:${password}@partner.example/a@b?c=d`) ?? '';
          expect(readings(maskTokens(`to ${url} again`)).join()).not.toContain(password);
          const echoed = encodings[name]?.(`Basic ${password} end`, []) ?? '';
          const mask = createMask({ known: [password] });
          expect(readings(mask(`got "${echoed}"`)).join()).not.toContain(password);
        },
      ),
      { numRuns: 1000, seed: 7 },
    );
  });

  it.each([
    '@',
    'a@',
    '://',
    'http:',
    'http://a@',
    '%',
    '%25',
    '%2525',
    '\\u0041',
    'shbx_',
    'c2hieF',
    '\\"',
    '/',
    ' @/',
  ])('takes time in proportion to the length of %j, repeated', (part) => {
    const mask = createMask({ known: ['s3cret-word'] });
    // The fastest of several: other programs only make it slower.
    const fastest = (length: number) => {
      const text = part.repeat(length / part.length);
      return Math.min(
        ...Array.from({ length: 5 }, () => {
          const { user } = process.cpuUsage();
          for (let run = 0; run < 200_000 / length; run += 1) mask(text);
          return process.cpuUsage().user - user;
        }),
      );
    };
    fastest(2000);
    expect(fastest(100_000) / Math.max(fastest(2000), 1000)).toBeLessThan(10);
  });

  it.each([
    ['a mail address', '{"email":"dev@partner.example","url":"http://localhost:4000/a"}'],
    ['a path with @', 'http://localhost:4000/@scope/name'],
    ['a query with @', 'http://localhost:4000?mail=a@b'],
  ])('leaves %s as it is', (_what, text) => {
    expect(maskTokens(text)).toBe(text);
  });

  it('leaves a text without a token as it is', () => {
    for (const text of [
      '',
      '/v1/cards?q=50%25&limit=1',
      '{"a":"\\u00e9"}',
      'shbx_',
      'c2hpZWxk',
      'Bearer abc',
    ]) {
      expect(maskTokens(text)).toBe(text);
    }
  });

  it('keeps the display prefix, and the token that is to be shown', () => {
    expect(maskTokens(`Bearer ${token}`)).toBe(`Bearer ${token.slice(0, 12)}…`);
    expect(createMask({ shown: token })(`new: ${token}`)).toBe(`new: ${token}`);
  });

  it('masks secret headers without a token as a whole', () => {
    expect(maskedHeaders({ authorization: 'Basic dXNlcjpwYXNz', cookie: 'a=b', accept: '*/*' })).toEqual({
      authorization: '…',
      cookie: '…',
      accept: '*/*',
    });
  });
});

it('masks the credentials of a webhook target in the journal, in either direction', async () => {
  const mock = await startMock();
  const url = 'https://partner:s3cret-word@partner.example/hooks';
  const { status } = await callApi(mock, '/v1/webhook-targets', {
    method: 'POST',
    json: { outcome: 'success', url },
  });
  await callApi(mock, '/v1/webhook-targets', { method: 'POST', json: { outcome: 'none', url } });
  expect(status).toBe(201);
  expect((await callApi(mock, '/v1/webhook-targets')).body.webhook_targets[0].url).toBe(url);
  const requests = await (await fetch(`${mock.url}/_mock/requests`)).text();
  expect(requests).toContain('https://…@partner.example/hooks');
  expect(requests).not.toContain('s3cret-word');
});

describe('the journal', () => {
  it.each<[string, (mock: { url: string; token: string | undefined }) => Promise<unknown>]>([
    ['an unknown path', ({ url }) => fetch(`${url}/v1/nope?access_token=${token}`)],
    ['a parameter', ({ url, token: own }) => fetch(`${url}/v1/cards?limit=${token}`, auth(own))],
    ['an id', ({ url, token: own }) => fetch(`${url}/v1/gradings/${token}`, auth(own))],
    ['a content type', ({ url }) => fetch(`${url}/v1/account`, { headers: { 'content-type': token } })],
    ['a request id', ({ url }) => fetch(`${url}/v1/account`, { headers: { 'x-request-id': token } })],
    ['an origin', ({ url }) => fetch(`${url}/v1/account`, { headers: { origin: `http://${token}` } })],
    [
      'an encoded query',
      ({ url, token: own }) => fetch(`${url}/v1/cards?q=${token.replace('_', '%5F')}`, auth(own)),
    ],
    ['an image link', ({ url }) => fetch(`${url}/images/x.png?token=${token}`)],
    ['a user agent', ({ url }) => fetch(`${url}/health`, { headers: { 'user-agent': token } })],
    ['Basic credentials', ({ url }) => fetch(`${url}/health`, { headers: { authorization: basic(token) } })],
    [
      'a custom header in Base64',
      ({ url }) =>
        fetch(`${url}/health`, { headers: { 'x-own': Buffer.from(`u:${token}`).toString('base64') } }),
    ],
    [
      'a Prefer header',
      ({ url, token: own }) => fetch(`${url}/v1/account`, auth(own, { prefer: `example=${token}` })),
    ],
    [
      'a body',
      ({ url, token: own }) =>
        fetch(`${url}/v1/webhook-targets`, {
          method: 'POST',
          body: JSON.stringify({
            outcome: token,
            url: `https://partner.example/${encodeURIComponent(token)}`,
          }),
          ...auth(own, { 'content-type': 'application/json' }),
        }),
    ],
  ])('holds no token that came in %s', async (_place, call) => {
    const mock = await startMock();
    await call(mock);
    const requests = await (await fetch(`${mock.url}/_mock/requests`)).text();
    expect(JSON.parse(requests).requests).toHaveLength(1);
    expect(readings(requests).filter((reading) => reading.includes(secret))).toEqual([]);
  });

  it('survives a request target that is no URL', async () => {
    const mock = await startMock();
    await callApi(mock, '//');
    await callApi(mock, '/v1/account');
    expect((await mock.requests.list({ path: '/v1/account' })).length).toBe(1);
    expect((await fetch(`${mock.url}/_mock/requests`)).status).toBe(200);
  });
});

function basic(text: string): string {
  return `Basic ${Buffer.from(`${text}:`).toString('base64')}`;
}

function auth(own: string | undefined, headers: Record<string, string> = {}): RequestInit {
  return { headers: { authorization: `Bearer ${own}`, ...headers } };
}
