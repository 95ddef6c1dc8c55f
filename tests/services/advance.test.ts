import { describe, expect, it } from 'vitest';
import { createMock, type Mock } from '../../src/mock.js';
import { callControl } from '../support/call-control.js';
import { startReceiver } from '../support/receiver.js';
import { startMock } from '../support/start-mock.js';

const NOON = '2026-12-01T12:00:00.000Z';

describe('a call from inside a webhook handler', () => {
  it.each([
    ['snapshot', (mock: { snapshot(): Promise<unknown> }) => mock.snapshot()],
    ['reset', (mock: { reset(): Promise<unknown> }) => mock.reset()],
    ['clock.advance', (mock: { advance(by: string): Promise<unknown> }) => mock.advance('1m')],
  ])('%s returns while its delivery waits for the handler', async (_name, call) => {
    const mock = await startMock();
    let called: Promise<unknown> | undefined;
    const receiver = await startReceiver((response) => {
      called = call(mock);
      called.finally(() => response.writeHead(204).end()).catch(() => undefined);
    });
    await mock.targets.create({ url: receiver.url });
    await mock.trigger({ outcome: 'success' });
    await receiver.until(1);
    await called;
    expect(receiver.received).toHaveLength(1);
  });

  it('clock.advance returns when its delivery was made by another advance', async () => {
    const mock = await startMock();
    await mock.clock.freeze(NOON);
    let inner: Promise<unknown> | undefined;
    const receiver = await startReceiver((response) => {
      inner = mock.advance('1h');
      inner.finally(() => response.writeHead(204).end()).catch(() => undefined);
    });
    await mock.targets.create({ url: receiver.url });
    await mock.gradings.start({ delay: '1m' });
    await mock.advance('2m');
    await inner;
    expect(mock.clock.now()).toBe('2026-12-01T13:02:00.000Z');
  });
});

describe('an advance', () => {
  it('beyond the last date is refused and leaves the clock as it was', async () => {
    const mock = await startMock();
    for (const by of ['100000000d', Number.MAX_SAFE_INTEGER]) {
      await expect(mock.advance(by)).rejects.toMatchObject({
        code: 'invalid_argument',
        message: 'The clock shows instants from 0000-01-01T00:00:00.000Z to 9999-12-31T23:59:59.998Z.',
      });
    }
    await expect(mock.clock.freeze('+010000-01-01T00:00:00Z')).rejects.toMatchObject({
      code: 'invalid_argument',
    });
    expect(mock.clock.read()).toMatchObject({ frozen: false, advancingTo: null });
    expect(Math.abs(mock.clock.read().offsetMs)).toBeLessThan(1000);
  });

  it('to the last date makes no attempt without a pause', async () => {
    const mock = await startMock();
    const receiver = await startReceiver(500);
    await mock.targets.create({ url: receiver.url });
    await mock.clock.freeze('9999-12-31T23:59:59.000Z');
    await mock.trigger({ outcome: 'success' });
    await mock.deliveries.settled();
    await mock.clock.freeze('9999-12-31T23:59:59.998Z');
    await mock.deliveries.settled();
    expect(receiver.received).toHaveLength(1);
    await mock.clock.resume();
    await mock.clock.freeze();
    expect(mock.clock.now()).toBe('9999-12-31T23:59:59.998Z');
    await mock.deliveries.settled();
    expect(receiver.received).toHaveLength(1);
    for (const at of ['9999-12-31T23:59:59.999Z', '-000001-12-31T00:00:00Z']) {
      await expect(mock.clock.freeze(at)).rejects.toMatchObject({ code: 'invalid_argument' });
    }
  });

  it.each<[string, (mock: Mock) => Promise<unknown>]>([
    ['a reset to an unknown world', (mock) => mock.reset({ world: 'defualt' })],
    ['a reset to an impossible seed', (mock) => mock.reset({ seed: 1.5 })],
    ['a restore of an unknown snapshot', (mock) => mock.restore('snapshot-9')],
    ['a reset over HTTP', (mock) => resetOverHttp(mock, { world: '/etc/passwd' })],
  ])('is not ended by %s, which is refused', async (_name, refused) => {
    const mock = await startMock();
    await mock.clock.freeze(NOON);
    let release: () => void = () => undefined;
    const receiver = await startReceiver((response) => {
      release = () => response.writeHead(204).end();
    });
    await mock.targets.create({ url: receiver.url });
    await mock.gradings.start({ delay: '1m' });
    const advance = mock.advance('1h');
    await receiver.until(1);

    await expect(refused(mock)).rejects.toThrow();
    release();

    expect((await advance).map(({ kind }) => kind)).toContain('webhook_attempted');
    expect(mock.clock.now()).toBe('2026-12-01T13:00:00.000Z');
  });

  it('reports progress', async () => {
    const mock = await startMock();
    await mock.clock.freeze(NOON);
    await mock.gradings.start({ delay: '10m' });
    const seen: string[] = [];
    await mock.advance('1h', {
      onProgress: ({ now, events }) => seen.push(`${now.slice(11, 19)} ${events}`),
    });
    expect(seen).toEqual(['12:00:00 0', '12:02:00 1', '12:10:00 2']);
  });

  it('ends when its signal is aborted, and the clock runs on', async () => {
    const mock = await startMock();
    const receiver = await startReceiver(() => undefined);
    await mock.targets.create({ url: receiver.url });
    await mock.gradings.start({ delay: '1h' });
    const caller = new AbortController();
    const advance = mock.advance('2d', { signal: caller.signal });
    await receiver.until(1);
    expect(mock.clock.read().advancingTo).toMatch(/^20/);
    caller.abort();
    await expect(advance).rejects.toMatchObject({ name: 'AbortError' });
    expect(mock.clock.read()).toMatchObject({ frozen: false, advancingTo: null });
  });

  it('ends when the client of /_mock is gone', async () => {
    const mock = await startMock();
    const receiver = await startReceiver(() => undefined);
    await mock.targets.create({ url: receiver.url });
    await mock.gradings.start({ delay: '1h' });
    const client = new AbortController();
    const request = fetch(`${mock.url}/_mock/clock/advance`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"by":"2d"}',
      signal: client.signal,
    });
    await receiver.until(1);
    expect((await callControl(mock, 'GET', '/clock')).body.advancingTo).toMatch(/^20/);
    client.abort();
    await expect(request).rejects.toThrow();
    await expect.poll(() => mock.clock.read().advancingTo).toBeNull();
  });

  it('ends when the mock is reset', async () => {
    const mock = await startMock();
    const receiver = await startReceiver(() => undefined);
    await mock.targets.create({ url: receiver.url });
    await mock.gradings.start({ delay: '1h' });
    const advance = mock.advance('2d');
    await receiver.until(1);
    const ended = expect(advance).rejects.toThrow('The clock was moved no further: the mock was reset.');
    await mock.reset();
    await ended;
    expect(Math.abs(mock.clock.read().offsetMs)).toBeLessThan(1000);
  });

  it('ends when the mock is closed, as does a wait', async () => {
    const mock = await createMock();
    const receiver = await startReceiver(() => undefined);
    await mock.targets.create({ url: receiver.url });
    await mock.gradings.start({ delay: '1h' });
    const advance = mock.advance('2d');
    const wait = mock.requests.waitFor({}, { timeout: '1h' });
    await receiver.until(1);
    const ended = [advance, wait].map((each) => expect(each).rejects.toThrow('The mock is closed.'));
    await mock.close();
    await Promise.all(ended);
  });
});

async function resetOverHttp(mock: Mock, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${mock.url}/_mock/reset`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}
