import { describe, expect, it } from 'vitest';
import { objectResponse } from '../../src/images/object-response.js';

const bytes = Buffer.from('0123456789');
const object = {
  bytes,
  contentType: 'image/png',
  lastModifiedMs: Date.parse('2026-09-01T10:00:00.900Z'),
};
const modified = 'Tue, 01 Sep 2026 10:00:00 GMT';
const etag = '"84d89877f0d4041efb6bf91a16f0248f"';

const respond = (headers: Record<string, string> = {}) => {
  const response = objectResponse(object, headers);
  return 'code' in response ? response : { ...response, body: response.body && String(response.body) };
};

describe('objectResponse', () => {
  it('returns the object with ETag, Last-Modified and Accept-Ranges', () => {
    expect(respond()).toEqual({
      status: 200,
      headers: {
        etag,
        'last-modified': modified,
        'accept-ranges': 'bytes',
        'cache-control': 'private, no-cache',
        'content-type': 'image/png',
      },
      body: '0123456789',
    });
  });

  it.each([
    ['bytes=0-3', '0123', '0-3'],
    ['bytes=4-', '456789', '4-9'],
    ['bytes=-2', '89', '8-9'],
    ['bytes=-200', '0123456789', '0-9'],
    ['bytes=8-100', '89', '8-9'],
    ['bytes=9-9', '9', '9-9'],
  ])('returns 206 for the range %s', (range, body, contentRange) => {
    expect(respond({ range })).toMatchObject({
      status: 206,
      headers: { 'content-range': `bytes ${contentRange}/10` },
      body,
    });
  });

  it.each(['bytes=10-', 'bytes=100-200', 'bytes=-0'])('returns 416 for the range %s', (range) => {
    expect(respond({ range })).toMatchObject({
      status: 416,
      code: 'InvalidRange',
      details: { RangeRequested: range, ActualObjectSize: '10' },
      headers: { 'content-range': 'bytes */10' },
    });
  });

  it.each(['bytes=', 'bytes=-', 'bytes=5-4', 'bytes=a-b', 'items=0-1', 'bytes=0-1,3-4', '0-1'])(
    'ignores the range %j',
    (range) => {
      expect(respond({ range })).toMatchObject({ status: 200, body: '0123456789' });
    },
  );

  it.each([
    [{ 'if-range': etag }, 206],
    [{ 'if-range': modified }, 206],
    [{ 'if-range': '"other"' }, 200],
    [{ 'if-range': 'Tue, 01 Sep 2026 09:00:00 GMT' }, 200],
  ])('applies a range with %j as %d', (headers, status) => {
    expect(respond({ range: 'bytes=0-1', ...headers })).toMatchObject({ status });
  });

  it.each<[Record<string, string>, number]>([
    [{ 'if-none-match': etag }, 304],
    [{ 'if-none-match': `W/${etag}` }, 304],
    [{ 'if-none-match': `"other", ${etag}` }, 304],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"other"' }, 200],
    [{ 'if-modified-since': modified }, 304],
    [{ 'if-modified-since': 'Tue, 01 Sep 2026 09:59:59 GMT' }, 200],
    [{ 'if-modified-since': 'soon' }, 200],
    [{ 'if-none-match': '"other"', 'if-modified-since': modified }, 200],
    [{ 'if-match': etag }, 200],
    [{ 'if-match': '"other"' }, 412],
    [{ 'if-unmodified-since': modified }, 200],
    [{ 'if-unmodified-since': 'Tue, 01 Sep 2026 09:59:59 GMT' }, 412],
  ])('returns for %j the status %d', (headers, status) => {
    expect(respond(headers)).toMatchObject({ status });
  });

  it('returns 304 without a body and with the validators', () => {
    expect(respond({ 'if-none-match': etag })).toMatchObject({
      status: 304,
      headers: { etag, 'last-modified': modified },
      body: null,
    });
  });
});
