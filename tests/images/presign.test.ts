import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPresigner, LifetimeError, type PresignVerdict } from '../../src/images/presign.js';

const NOON = Date.parse('2026-03-01T12:00:00.500Z');
const ORIGIN = 'http://localhost:4000';
const PATH = '/images/7/card-front.png';
const presigner = createPresigner({ secret: 'a secret of the test' });

const link = (ttlSeconds = 300) => presigner.sign({ origin: ORIGIN, path: PATH }, NOON, ttlSeconds);
const queryOf = (url: string) => url.slice(url.indexOf('?') + 1);
const checkQuery = (query: string, nowMs = NOON) =>
  presigner.check('GET', 'localhost:4000', PATH, query, nowMs);
const codeOf = (verdict: PresignVerdict) => (verdict.ok ? 'ok' : `${verdict.status} ${verdict.code}`);
const messageOf = (verdict: PresignVerdict) => (verdict.ok ? 'ok' : verdict.message);

describe('signing', () => {
  it("gives the signature of AWS's published example (Signature Version 4, query parameters)", () => {
    const amazon = createPresigner({
      secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    });
    const target = { origin: 'https://examplebucket.s3.amazonaws.com', path: '/test.txt' };
    expect(amazon.sign(target, Date.parse('2013-05-24T00:00:00Z'), 86_400)).toBe(
      'https://examplebucket.s3.amazonaws.com/test.txt' +
        '?X-Amz-Algorithm=AWS4-HMAC-SHA256' +
        '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
        '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
        '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    );
  });

  it('gives the same link within one second and another one in the next', () => {
    const at = (ms: number) => presigner.sign({ origin: ORIGIN, path: PATH }, NOON + ms, 300);
    expect(at(499)).toBe(at(0));
    expect(at(500)).not.toBe(at(0));
  });

  it('gives a different signature for another secret, path, host, lifetime and day', () => {
    const other = createPresigner({ secret: 'another' });
    const links = [
      link(),
      other.sign({ origin: ORIGIN, path: PATH }, NOON, 300),
      presigner.sign({ origin: ORIGIN, path: '/images/8/card-front.png' }, NOON, 300),
      presigner.sign({ origin: 'http://localhost:4001', path: PATH }, NOON, 300),
      link(301),
      presigner.sign({ origin: ORIGIN, path: PATH }, NOON + 86_400_000, 300),
    ];
    expect(new Set(links.map((url) => url.split('X-Amz-Signature=')[1])).size).toBe(6);
  });

  it.each([0, -1, 1.5, Number.NaN, 604_801])('refuses a lifetime of %d seconds', (ttlSeconds) => {
    expect(() => link(ttlSeconds)).toThrow(LifetimeError);
  });

  it('refuses an empty secret', () => {
    expect(() => createPresigner({ secret: '' })).toThrow('secret of presigned links is empty');
  });
});

describe('checking a link in time', () => {
  it('accepts it from its date to the last millisecond of its lifetime', () => {
    const query = queryOf(link());
    expect(checkQuery(query)).toEqual({ ok: true });
    expect(checkQuery(query, Date.parse('2026-03-01T12:04:59.999Z'))).toEqual({ ok: true });
  });

  it('accepts the parameters in any order and the host in any case', () => {
    const query = queryOf(link()).split('&').reverse().join('&');
    expect(presigner.check('GET', 'LOCALHOST:4000', PATH, query, NOON)).toEqual({ ok: true });
  });

  it('accepts a path with the same characters percent-encoded, as S3 does', () => {
    const path = '/images/7/card%2Dfront.png';
    expect(presigner.check('GET', 'localhost:4000', path, queryOf(link()), NOON)).toEqual({ ok: true });
  });

  it('accepts a link for HEAD with HEAD only', () => {
    const url = presigner.sign({ method: 'HEAD', origin: ORIGIN, path: PATH }, NOON, 60);
    const check = (method: string) => presigner.check(method, 'localhost:4000', PATH, queryOf(url), NOON);
    expect(check('HEAD')).toEqual({ ok: true });
    expect(codeOf(check('GET'))).toBe('403 SignatureDoesNotMatch');
  });

  it('accepts a link for a path that needs percent-encoding', () => {
    const url = presigner.sign({ origin: ORIGIN, path: '/images/%C3%A9%20(1).png' }, NOON, 60);
    const verdict = presigner.check('GET', 'localhost:4000', '/images/%C3%A9%20(1).png', queryOf(url), NOON);
    expect(verdict).toEqual({ ok: true });
  });

  it('does not sign the default port, which clients omit', () => {
    const url = presigner.sign({ origin: 'http://mock.example:80', path: PATH }, NOON, 60);
    expect(presigner.check('GET', 'mock.example', PATH, queryOf(url), NOON)).toEqual({ ok: true });
  });
});

describe('checking a late link', () => {
  it('refuses it from the end of its lifetime, with the times that S3 gives', () => {
    expect(checkQuery(queryOf(link()), Date.parse('2026-03-01T12:05:00Z'))).toEqual({
      ok: false,
      status: 403,
      code: 'AccessDenied',
      message: 'Request has expired',
      details: {
        'X-Amz-Expires': '300',
        Expires: '2026-03-01T12:05:00Z',
        ServerTime: '2026-03-01T12:05:00Z',
      },
    });
  });

  it('refuses a link with a date more than 15 minutes ahead', () => {
    expect(codeOf(checkQuery(queryOf(link()), NOON - 900_000))).toBe('ok');
    expect(messageOf(checkQuery(queryOf(link()), NOON - 901_000))).toBe('Request is not valid yet');
  });
});

describe('checking an altered link', () => {
  const query = queryOf(link());

  it.each([
    ['a longer lifetime', query.replace('Expires=300', 'Expires=3000')],
    ['a later date', query.replace('T120000Z', 'T120100Z')],
    ['a further parameter', `${query}&download=1`],
    ['a second question mark', `${query}?download=1`],
    ['an empty parameter', `${query}&`],
    ['an empty parameter between others', query.replace('&', '&&')],
    ['a parameter given twice', `${query}&X-Amz-Expires=3000`],
    ['further signed headers', query.replace('SignedHeaders=host', 'SignedHeaders=host%3Brange')],
    ['a signature cut short', query.slice(0, -1)],
    ['a signature in capitals', query.replace(/[0-9a-f]{64}$/, (hex) => hex.toUpperCase())],
    ['a signature of zeros', query.replace(/[0-9a-f]{64}$/, '0'.repeat(64))],
  ])('refuses %s', (_name, altered) => {
    expect(codeOf(checkQuery(altered))).toBe('403 SignatureDoesNotMatch');
  });

  it.each([
    ['another method', 'PUT', 'localhost:4000', PATH],
    ['HEAD, since S3 signs the method', 'HEAD', 'localhost:4000', PATH],
    ['another host', 'GET', '127.0.0.1:4000', PATH],
    ['another card', 'GET', 'localhost:4000', '/images/8/card-front.png'],
    ['an escaped slash', 'GET', 'localhost:4000', '/images/7%2Fcard-front.png'],
  ])('refuses %s', (_name, method, host, path) => {
    expect(codeOf(presigner.check(method, host, path, query, NOON))).toBe('403 SignatureDoesNotMatch');
  });

  it('refuses any one character changed, anywhere in the query', () => {
    fc.assert(
      fc.property(
        fc.nat(query.length - 1),
        fc.constantFrom('0', 'z', 'A', '%', '&', '='),
        (at, character) => {
          fc.pre(query[at] !== character);
          return !checkQuery(query.slice(0, at) + character + query.slice(at + 1)).ok;
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  it('returns the string to sign and the canonical request, and no secret', () => {
    const verdict = presigner.check('PUT', 'localhost:4000', PATH, query, NOON);
    expect(verdict).toMatchObject({
      details: {
        AWSAccessKeyId: 'CHCKPARTNERKITIMAGES',
        StringToSign: expect.stringMatching(
          /^AWS4-HMAC-SHA256\n20260301T120000Z\n20260301\/us-east-1\/s3\/aws4_request\n[0-9a-f]{64}$/,
        ),
        SignatureProvided: expect.stringMatching(/^[0-9a-f]{64}$/),
        CanonicalRequest: expect.stringMatching(/^PUT\n\/images\/7\/card-front.png\nX-Amz-Algorithm=/),
      },
    });
    expect(JSON.stringify(verdict)).not.toContain('a secret of the test');
  });
});

describe('checking a link without a valid signature query', () => {
  const query = queryOf(link());

  it('denies access when there is no signature parameter', () => {
    expect(codeOf(checkQuery(''))).toBe('403 AccessDenied');
    expect(codeOf(checkQuery('width=100'))).toBe('403 AccessDenied');
  });

  it.each([
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Date',
    'X-Amz-Expires',
    'X-Amz-SignedHeaders',
    'X-Amz-Signature',
  ])('requires %s', (name) => {
    const without = query.replace(new RegExp(`&?${name}=[^&]*`), '');
    expect(codeOf(checkQuery(without))).toBe('403 SignatureDoesNotMatch');
    expect(codeOf(checkQuery(`${without}&${name}=`))).toBe('403 SignatureDoesNotMatch');
  });

  it.each([
    ['AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA1', 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"'],
    ['Expires=300', 'Expires=soon', 'X-Amz-Expires should be a number'],
    ['Expires=300', 'Expires=-1', 'X-Amz-Expires must be non-negative'],
    ['Expires=300', 'Expires=604801', expect.stringContaining('less than a week')],
    ['Date=20260301T120000Z', 'Date=2026-03-01', expect.stringContaining('ISO8601 Long Format')],
    ['Date=20260301T120000Z', 'Date=20260231T120000Z', expect.stringContaining('ISO8601 Long Format')],
    ['%2F20260301%2F', '%2F20260302%2F', expect.stringContaining('Invalid credential date "20260302"')],
    ['%2Faws4_request', '', expect.stringContaining('the Credential is mal-formed')],
    ['us-east-1', 'eu-west-1', expect.stringContaining("the region 'eu-west-1' is wrong")],
    ['%2Fs3%2F', '%2Fiam%2F', expect.stringContaining("the service 'iam' is wrong")],
  ])('names the problem when %s is replaced by %s', (written, altered, message) => {
    const verdict = checkQuery(query.replace(written, altered));
    expect(codeOf(verdict)).toBe('403 SignatureDoesNotMatch');
    expect(messageOf(verdict)).toEqual(message);
  });

  it('refuses another access key', () => {
    const verdict = checkQuery(query.replace('CHCKPARTNERKITIMAGES', 'SOMEONE'));
    expect(codeOf(verdict)).toBe('403 InvalidAccessKeyId');
    expect(verdict).toMatchObject({ details: { AWSAccessKeyId: 'SOMEONE' } });
  });

  it('refuses invalid percent-encoding in path or query', () => {
    expect(codeOf(checkQuery(`${query}&a=%zz`))).toBe('403 SignatureDoesNotMatch');
    const verdict = presigner.check('GET', 'localhost:4000', '/images/%ff', query, NOON);
    expect(codeOf(verdict)).toBe('403 SignatureDoesNotMatch');
  });

  it('never throws, for any path and query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), fc.string({ unit: 'binary-ascii' }), (path, tail) => {
        const verdict = presigner.check('GET', 'localhost:4000', `/${path}`, `${query}&${tail}`, NOON);
        return path === 'images/7/card-front.png' || !verdict.ok;
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});
