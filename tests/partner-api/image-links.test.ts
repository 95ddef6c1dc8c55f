import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { advance, sharedMock } from '../support/shared-mock.js';
import { callApi, startMock } from '../support/start-mock.js';

const mock = sharedMock();

async function fetchImage(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

describe('presigned links', () => {
  it('return a landscape PNG for every picture of a full grading', async () => {
    const { body: page } = await callApi(mock(), '/v1/cards?graded=graded&limit=1');
    const { body } = await callApi(mock(), `/v1/cards/${page.cards[0].user_card_id}`);
    const urls = Object.values<string>(body.images);
    expect(urls).toHaveLength(6);
    for (const url of urls) {
      const { status, type, bytes } = await fetchImage(url);
      expect([status, type]).toEqual([200, 'image/png']);
      expect(PNG.sync.read(bytes).width).toBeGreaterThan(400);
    }
    const front = PNG.sync.read((await fetchImage(body.images.front)).bytes);
    expect(front.width).toBeGreaterThan(front.height);
  });

  it.each(['127.0.0.1', 'localhost'])('have the host that the caller uses: %s', async (name) => {
    const own = `http://${name}:${mock().port}`;
    const response = await fetch(`${own}/v1/cards?limit=1`, {
      headers: { authorization: `Bearer ${mock().token}` },
    });
    const { cards } = await response.json();
    expect(new URL(cards[0].images.front).origin).toBe(own);
    expect((await fetchImage(cards[0].images.front)).status).toBe(200);
    const other = cards[0].images.front.replace(name, name === 'localhost' ? '127.0.0.1' : 'localhost');
    expect((await fetchImage(other)).status).toBe(403);
  });

  it('need no key, and are not valid for another object', async () => {
    const { body } = await callApi(mock(), '/v1/cards?limit=1');
    const url: string = body.cards[0].images.front;
    expect((await fetchImage(url)).status).toBe(200);
    const bare = await fetchImage(url.split('?')[0] ?? '', {
      headers: { authorization: `Bearer ${mock().token}` },
    });
    expect([bare.status, bare.type]).toEqual([403, 'application/xml']);
    expect(bare.bytes.toString()).toContain('<Code>AccessDenied</Code>');
  });

  it('expire after 300 s on the mock’s clock with S3’s error', async () => {
    const own = await startMock();
    await own.clock.freeze(Date.parse('2026-10-05T12:00:00.000Z'));
    const { body } = await callApi(own, '/v1/cards?limit=1');
    const url: string = body.cards[0].images.front;
    await advance(own, 299);
    expect((await fetchImage(url)).status).toBe(200);
    await advance(own, 1);
    const late = await fetchImage(url);
    expect([late.status, late.type]).toEqual([403, 'application/xml']);
    expect(late.bytes.toString()).toContain(
      '<Code>AccessDenied</Code><Message>Request has expired</Message>',
    );
    const fresh = await callApi(own, '/v1/cards?limit=1');
    expect((await fetchImage(fresh.body.cards[0].images.front)).status).toBe(200);
  });

  it('expire after presignedUrlTtlSeconds', async () => {
    const own = await startMock({ presignedUrlTtlSeconds: 7 });
    await own.clock.freeze(Date.parse('2026-10-05T12:00:00.000Z'));
    const { body } = await callApi(own, '/v1/cards?limit=1');
    const url: string = body.cards[0].images.front;
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('7');
    await advance(own, 6);
    expect((await fetchImage(url)).status).toBe(200);
    await advance(own, 1);
    expect((await fetchImage(url)).status).toBe(403);
  });

  it.each([
    ['another picture', (url: string) => url.replace('/front.png', '/back.png'), 'SignatureDoesNotMatch'],
    ['another card', (url: string) => url.replace(/cards\/\d+/, 'cards/1'), 'SignatureDoesNotMatch'],
    [
      'a longer life',
      (url: string) => url.replace('X-Amz-Expires=300', 'X-Amz-Expires=3000'),
      'SignatureDoesNotMatch',
    ],
    [
      'another signature',
      (url: string) => url.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      'SignatureDoesNotMatch',
    ],
    ['a further parameter', (url: string) => `${url}&x=1`, 'SignatureDoesNotMatch'],
    ['a second question mark', (url: string) => `${url}?x=1`, 'SignatureDoesNotMatch'],
    ['a second question mark alone', (url: string) => `${url}?`, 'SignatureDoesNotMatch'],
    ['an empty parameter', (url: string) => `${url}&`, 'SignatureDoesNotMatch'],
    [
      'a parameter twice',
      (url: string) => url.replace('X-Amz-Expires=300', 'X-Amz-Expires=300&X-Amz-Expires=9000'),
      'SignatureDoesNotMatch',
    ],
    [
      'another key id',
      (url: string) => url.replace('X-Amz-Credential=', 'X-Amz-Credential=X'),
      'InvalidAccessKeyId',
    ],
  ])('are refused when altered: %s', async (_case, alter, code) => {
    const { body } = await callApi(mock(), '/v1/cards?limit=1');
    const { status, type, bytes } = await fetchImage(alter(body.cards[0].images.front));
    expect([status, type]).toEqual([403, 'application/xml']);
    expect(bytes.toString()).toContain(`<Code>${code}</Code>`);
  });

  it('are refused with 400 beside an Authorization header, without the token in the response', async () => {
    const { body } = await callApi(mock(), '/v1/cards?limit=1');
    const headers = { authorization: `Bearer ${mock().token}` };
    const { status, type, bytes } = await fetchImage(body.cards[0].images.front, { headers });
    expect([status, type]).toEqual([400, 'application/xml']);
    expect(bytes.toString()).toContain(
      '<Code>InvalidArgument</Code><Message>Only one auth mechanism allowed;',
    );
    expect(bytes.toString()).not.toContain(mock().token);
  });

  it('have S3 headers, ranges and conditions', async () => {
    const { body } = await callApi(mock(), '/v1/cards?limit=1');
    const url: string = body.cards[0].images.front;
    const whole = await fetch(url);
    const size = Number(whole.headers.get('content-length'));
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes.byteLength).toBe(size);
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    const etag = whole.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    const modified = whole.headers.get('last-modified') ?? '';
    expect(modified).toBe(new Date(body.cards[0].added_at).toUTCString());

    const part = await fetch(url, { headers: { range: 'bytes=10-19' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-length')).toBe('10');
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${size}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));

    const beyond = await fetch(url, { headers: { range: `bytes=${size}-` } });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${size}`);
    const xml = await beyond.text();
    expect(xml).toContain('<Code>InvalidRange</Code>');
    expect(beyond.headers.get('content-length')).toBe(String(Buffer.byteLength(xml)));

    for (const headers of [{ 'if-none-match': etag }, { 'if-modified-since': modified }]) {
      const unchanged = await fetch(url, { headers });
      expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
      expect(unchanged.headers.get('etag')).toBe(etag);
    }
  });

  it('are refused for HEAD with 403 and no body', async () => {
    const { body } = await callApi(mock(), '/v1/cards?limit=1');
    const response = await fetch(body.cards[0].images.front, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([403, '']);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
  });

  it('are valid only for GET', async () => {
    const { body } = await callApi(mock(), '/v1/cards?limit=1');
    for (const method of ['PUT', 'DELETE', 'POST']) {
      expect((await fetchImage(body.cards[0].images.front, { method })).status).toBe(403);
    }
  });

  it.each([
    '/images',
    '/images/',
    '/images/cards/1/front.png',
    '/images/../v1/account',
    '/images/%zz',
    '/images/cards/%00/front.png?X-Amz-Signature=1',
  ])('%s is refused with XML, and not with a 5xx', async (path) => {
    const { status, type, bytes } = await fetchImage(mock().url + path);
    if (path.includes('..')) return expect(status).toBe(401);
    expect([status === 403 || status === 400, type]).toEqual([true, 'application/xml']);
    expect(bytes.toString()).toMatch(/^<\?xml .*<Error><Code>\w+<\/Code>/s);
  });

  it('are null without a picture, also in the damage report of a two-image grading', async () => {
    const { body: cards } = await callApi(mock(), '/v1/cards?limit=100&q=ellery');
    expect(cards.cards[0].images).toEqual({ front: null, back: null });
    const { body: list } = await callApi(mock(), '/v1/gradings?limit=100');
    const grades = [];
    for (const { id } of list.gradings)
      grades.push((await callApi(mock(), `/v1/gradings/${id}`)).body.user_card_grade);
    const twoImage = grades.filter((grade) => grade !== null && grade.full_overall_grade === null);
    expect(twoImage).toHaveLength(5);
    for (const grade of twoImage) {
      expect([
        grade.corners_overall_grade,
        grade.damage_report_front_url,
        grade.damage_report_back_url,
      ]).toEqual([null, null, null]);
      expect(grade.centering_overall_grade).toBeTypeOf('number');
      expect((await fetchImage(grade.slab_front_url)).status).toBe(200);
    }
    expect(grades.filter((grade) => grade === null)).toHaveLength(7);
  });
});

describe('an image link', () => {
  it('survives a restart, but not a reset', async () => {
    const data = join(mkdtempSync(join(tmpdir(), 'chck-')), 'mock.db');
    const first = await startMock({ data });
    const { body } = await callApi(first, '/v1/cards?limit=1&graded=graded');
    const link: string = body.cards[0].images.front;
    await first.close();
    const second = await startMock({ data, port: first.port });
    expect((await fetch(link)).status).toBe(200);
    await second.reset();
    expect((await fetch(link)).status).toBe(403);
  });
});
