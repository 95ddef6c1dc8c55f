import { describe, expect, it } from 'vitest';
import { createPresigner, type PresignVerdict } from '../../src/images/presign.js';
import { s3ErrorXml } from '../../src/images/s3-error.js';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const presigner = createPresigner({ secret: 'a secret of the test' });
const url = presigner.sign({ origin: 'http://localhost:4000', path: '/a.png' }, NOON, 300);
const query = url.slice(url.indexOf('?') + 1);

function bodyOf(verdict: PresignVerdict): string {
  if (verdict.ok) throw new Error('The link was accepted, but the test expects a refusal');
  return s3ErrorXml(verdict, 'req-1');
}

describe('s3ErrorXml', () => {
  it('returns the body for an expired link', () => {
    expect(bodyOf(presigner.check('GET', 'localhost:4000', '/a.png', query, NOON + 301_000))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<Error><Code>AccessDenied</Code><Message>Request has expired</Message>' +
        '<X-Amz-Expires>300</X-Amz-Expires><Expires>2026-03-01T12:05:00Z</Expires>' +
        '<ServerTime>2026-03-01T12:05:01Z</ServerTime>' +
        '<RequestId>req-1</RequestId><HostId>req-1</HostId></Error>',
    );
  });

  it('returns the body for a link with a missing parameter', () => {
    const verdict = presigner.check(
      'GET',
      'localhost:4000',
      '/a.png',
      query.replace(/&X-Amz-Date=[^&]*/, ''),
      NOON,
    );
    expect(bodyOf(verdict)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<Error><Code>SignatureDoesNotMatch</Code>' +
        '<Message>Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, ' +
        'X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.</Message>' +
        '<RequestId>req-1</RequestId><HostId>req-1</HostId></Error>',
    );
  });

  it('escapes values from the request', () => {
    const hostile = query.replace(/Signature=.*/, 'Signature=%3C%2FError%3E%26%00');
    const body = bodyOf(presigner.check('GET', 'localhost:4000', '/a.png', hostile, NOON));
    expect(body).toContain('<SignatureProvided>&lt;/Error&gt;&amp;\ufffd</SignatureProvided>');
    expect(body.match(/<\/Error>/g)).toHaveLength(1);
  });
});
