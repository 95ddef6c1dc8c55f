import { expect, it } from 'vitest';
import { rawRequest, sendRaw } from '../support/raw-request.js';
import { sharedMock } from '../support/shared-mock.js';

const SIZE = 14_000;

/** Texts on which careless regular expressions backtrack: a long run of one character, or of a pair, and an end that fails. */
const runs = [
  ' ',
  '\t',
  'a',
  'a ',
  ',',
  ';',
  '"',
  '\\"',
  '=',
  'a=',
  '-',
  '/',
  '.',
  '%20',
  'a,',
  '(',
  '0',
  'W/"',
].map((unit) => {
  return unit.repeat(SIZE / unit.length);
});

const headers = [
  ...[
    'Authorization: ',
    'Authorization: Bearer ',
    'Authorization: Bearer a',
    'Prefer: ',
    'Prefer: code=',
    'Prefer: a="',
  ],
  ...[
    'Accept: ',
    'Accept-Encoding: ',
    'Content-Type: ',
    'Content-Type: application/json',
    'Cookie: ',
    'Cookie: chck_session=',
  ],
  ...[
    'Range: ',
    'Range: bytes=',
    'If-None-Match: ',
    'If-Modified-Since: ',
    'If-Range: ',
    'Origin: ',
    'Origin: http://',
  ],
  ...[
    'X-Request-Id: ',
    'Access-Control-Request-Headers: ',
    'X-Forwarded-For: ',
    'X-Forwarded-Host: ',
    'Host: ',
  ],
  ...[
    'Referer: ',
    'User-Agent: ',
    'Traceparent: ',
    'Idempotency-Key: ',
    'HX-Current-URL: ',
    'Last-Event-ID: ',
  ],
];

const mock = sharedMock();

/** The least processor time, in ms, of some tries. A quadratic parser needs more than 100 ms for this size. */
async function processorMs(request: Buffer): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && least > 25; tries += 1) {
    const before = process.cpuUsage();
    await sendRaw(mock(), request);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

it.each(headers)('reads the header "%s…" in linear time', async (start) => {
  for (const path of ['/v1/account', '/dashboard', '/_mock/world', '/images/a.png']) {
    for (const run of runs) {
      const request = rawRequest(mock(), `GET ${path}`, [`${start}${run}!b`]);
      expect.soft(await processorMs(request), `${path} ${start}${run.slice(0, 6)}…`).toBeLessThan(60);
    }
  }
});

it.each([
  '/v1/cards?q=',
  '/v1/cards?cursor=',
  '/v1/cards?limit=',
  '/v1/',
  '/images/',
  '/images/a.png?X-Amz-Credential=',
  '/images/a.png?X-Amz-Date=',
  '/docs/',
  '/dashboard/gradings?q=',
  '/_mock/requests?path=',
])('reads the target %s… in linear time', async (start) => {
  for (const run of runs) {
    const target = `${start}${encodeURI(run).slice(0, SIZE)}!`;
    const request = rawRequest(mock(), `GET ${target}`);
    expect.soft(await processorMs(request), `${start}${run.slice(0, 6)}…`).toBeLessThan(60);
  }
});
