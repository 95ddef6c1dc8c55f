import { setImmediate } from 'node:timers/promises';
import type { JournalEntry } from '../http/journal.js';

/** The number of entries that are written at once. */
const SLICE = 50;

/**
 * An HTTP Archive (HAR 1.2) of calls as JSON, the oldest first. `origin` is the mock's own. It is written in slices,
 * between which other work of the process runs.
 */
export async function harText(entries: readonly JournalEntry[], origin: string): Promise<string> {
  const byTime = [...entries].sort((a, b) => a.sequence - b.sequence);
  const texts: string[] = [];
  for (const entry of byTime) {
    texts.push(JSON.stringify(harEntry(entry, origin), null, 1));
    if (texts.length % SLICE === 0) await setImmediate();
  }
  const creator = { name: '@chck/partner-kit', version: '1' };
  return `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"entries":[${texts.join(',')}]}}`;
}

function harEntry(entry: JournalEntry, origin: string): object {
  const { at, durationMs, method, url, status, requestHeaders, responseHeaders, requestBody, responseBody } =
    entry;
  const query = new URLSearchParams(url.split(/\?(.*)/s)[1] ?? '');
  return {
    startedDateTime: at,
    time: durationMs,
    request: {
      method,
      url: origin + url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(Object.entries(requestHeaders)),
      queryString: pairs([...query]),
      ...(requestBody !== null && {
        postData: { mimeType: requestHeaders['content-type'] ?? '', text: requestBody },
      }),
      headersSize: -1,
      bodySize: requestBody === null ? 0 : Buffer.byteLength(requestBody),
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(Object.entries(responseHeaders)),
      content: {
        size: Buffer.byteLength(responseBody ?? ''),
        mimeType: responseHeaders['content-type'] ?? '',
        text: responseBody ?? '',
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    _sequence: entry.sequence,
    _fault: entry.fault,
  };
}

function pairs(entries: readonly [string, string][]): object[] {
  return entries.map(([name, value]) => ({ name, value }));
}
