import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { operations } from '../../src/contract/operations.js';
import { validateResponse } from '../../src/contract/response-validator.js';
import { errorStatuses } from '../../src/faults/fault-scope.js';
import type { FaultInput } from '../../src/faults/faults.js';
import type { Mock } from '../../src/mock.js';
import { headerRecord } from '../support/header-record.js';
import { callApi, startMock } from '../support/start-mock.js';

async function mockWith(order: FaultInput): Promise<Mock> {
  const mock = await startMock();
  await mock.faults.add(order);
  return mock;
}

/** What a client sees, byte by byte, of one request over a socket of its own. */
async function rawCall(mock: Mock, path: string, { method = 'GET' } = {}) {
  const socket = connect(mock.port, '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  const received: Buffer[] = [];
  socket.write(
    `${method} ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${mock.token}\r\nconnection: close\r\n\r\n`,
  );
  const end = await new Promise<string>((resolve) => {
    socket.on('data', (chunk) => {
      received.push(chunk);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    socket.on('end', () => resolve('end'));
  });
  const text = Buffer.concat(received).toString();
  const [head = '', body = ''] = text.split('\r\n\r\n', 2);
  return { end, text, head, body, parts: received.length };
}

const account = '/v1/account';

describe('a fault for calls', () => {
  it('returns 503 to the next three calls of an operation, then stops', async () => {
    const mock = await mockWith({
      kind: 'status',
      operation: 'listGradings',
      next: 3,
      status: 503,
    });
    const statuses = [];
    for (let call = 0; call < 4; call += 1) statuses.push((await callApi(mock, '/v1/gradings')).status);
    expect(statuses).toEqual([503, 503, 503, 200]);
    expect(await mock.faults.list()).toEqual([]);
  });

  it('returns 429 with the headers of the limit and the body of the framework', async () => {
    const mock = await mockWith({ kind: 'status', next: 1, status: 429, retryAfter: 7 });
    const { status, headers, body } = await callApi(mock, account);
    expect([status, body]).toEqual([
      429,
      { statusCode: 429, error: 'Too Many Requests', message: 'Rate limit exceeded, retry in 7 seconds' },
    ]);
    expect(
      ['retry-after', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'].map((name) =>
        headers.get(name),
      ),
    ).toEqual(['7', '600', '0', '7']);
    expect((await callApi(mock, account)).status).toBe(200);
  });

  it.each([...operations().values()])(
    'returns every error status of $id as documented',
    async ({ id, method, path }) => {
      const mock = await startMock({ rateLimit: 600, world: 'empty' });
      const { token } = await mock.keys.create({ account: 1, name: 'caller' });
      for (const wanted of errorStatuses(id)) {
        const status = Number(wanted.replace('5XX', '502'));
        await mock.faults.add({ kind: 'status', operation: id, next: 1, status });
        const init = { method: method.toUpperCase(), token };
        const received = await callApi(mock, path.replace(/\{\w+\}/, '1'), init);
        expect(received.status).toBe(status);
        const sent = { status, headers: headerRecord(received.headers), body: received.body };
        expect(validateResponse(id, sent, 'strict')).toEqual([]);
      }
    },
  );

  it('changes nothing when it refuses a call', async () => {
    const mock = await mockWith({ kind: 'status', next: 1, status: 500 });
    const target = { outcome: 'success', url: 'https://partner.example/hooks' };
    expect((await callApi(mock, '/v1/webhook-targets', { method: 'POST', json: target })).status).toBe(500);
    expect((await callApi(mock, '/v1/webhook-targets')).body).toEqual({ webhook_targets: [] });
  });

  it('resets the connection', async () => {
    const mock = await mockWith({ kind: 'reset', next: 1 });
    const { end, text } = await rawCall(mock, account);
    expect([end, text]).toEqual(['ECONNRESET', '']);
    expect((await rawCall(mock, account)).head).toMatch(/^HTTP\/1.1 200 /);
  });

  it('loses the response to a call that was handled when it resets the connection', async () => {
    const mock = await mockWith({ kind: 'reset', next: 1 });
    const json = { outcome: 'success', url: 'https://partner.example/hooks' };
    await expect(callApi(mock, '/v1/webhook-targets', { method: 'POST', json })).rejects.toThrow(
      'fetch failed',
    );
    expect((await callApi(mock, '/v1/webhook-targets')).body.webhook_targets).toHaveLength(1);
  });

  it('closes the connection without a response', async () => {
    const mock = await mockWith({ kind: 'empty', next: 1 });
    const { end, text } = await rawCall(mock, account);
    expect([end, text]).toEqual(['end', '']);
    expect((await callApi(mock, account)).status).toBe(200);
  });

  it('truncates the JSON, with the content length of what it sends', async () => {
    const mock = await mockWith({ kind: 'truncated', next: 1, bytes: 10 });
    const response = await fetch(mock.url + account, { headers: { authorization: `Bearer ${mock.token}` } });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '10']);
    expect(await response.text()).toBe('{"id":1,"e');
    expect((await callApi(mock, account)).body).toMatchObject({ id: 1 });
  });

  it('truncates the JSON, with the content length of the whole, and closes the connection', async () => {
    const mock = await mockWith({ kind: 'truncated', next: 1, bytes: 10, fullLength: true });
    const cut = await rawCall(mock, account);
    const whole = await rawCall(mock, account);
    expect([cut.end, cut.body]).toEqual(['end', '{"id":1,"e']);
    const promised = /content-length: (\d+)/.exec(cut.head)?.[1];
    expect(promised).toBe(String(Buffer.byteLength(whole.body)));
  });

  it('returns 200 with invalid JSON', async () => {
    const mock = await mockWith({ kind: 'malformed', next: 1 });
    const response = await fetch(mock.url + account, { headers: { authorization: `Bearer ${mock.token}` } });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/json; charset=utf-8',
    ]);
    await expect(response.json()).rejects.toThrow(SyntaxError);
    expect((await callApi(mock, account)).status).toBe(200);
  });

  it('sends a response in small parts, and the whole of it', async () => {
    const mock = await mockWith({ kind: 'drip', next: 1, pause: '5ms', bytes: 60 });
    const dripped = await rawCall(mock, account);
    const whole = await rawCall(mock, account);
    expect(dripped.body).toBe(whole.body);
    expect(dripped.parts).toBeGreaterThan(1);
  });

  it('sends parts of 16 bytes when the number is not given', async () => {
    const mock = await startMock();
    const fault = await mock.faults.add({ kind: 'drip' });
    expect(fault.options).toEqual({ pause: 20, bytes: 16 });
  });

  it('delays a response, and discards it when the client closes the connection', async () => {
    const mock = await mockWith({ kind: 'latency', next: 1, delay: '1d' });
    const responded = new Promise((resolve) => mock.requests.onRequest(resolve));
    const socket = connect(mock.port, '127.0.0.1');
    socket.end(`GET ${account} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${mock.token}\r\n\r\n`);
    const received: Buffer[] = [];
    socket.on('data', (chunk) => received.push(chunk));
    expect(await responded).toMatchObject({ status: 0, fault: 'latency' });
    expect(received).toEqual([]);
    expect((await callApi(mock, account)).status).toBe(200);
  });

  it('delays the error of a second fault', async () => {
    const mock = await mockWith({ kind: 'latency', next: 1, delay: '10ms' });
    await mock.faults.add({ kind: 'status', next: 1, status: 503 });
    expect((await callApi(mock, account)).status).toBe(503);
    expect((await mock.requests.list()).at(-1)).toMatchObject({ status: 503, fault: 'latency + status' });
    expect((await callApi(mock, account)).status).toBe(200);
  });

  it('applies the oldest of two errors, and the other to the next call', async () => {
    const mock = await mockWith({ kind: 'status', next: 1, status: 500 });
    await mock.faults.add({ kind: 'status', next: 1, status: 503 });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await callApi(mock, account)).status);
    expect(statuses).toEqual([500, 503, 200]);
  });

  it('applies only to calls of its operation', async () => {
    const mock = await mockWith({ kind: 'status', operation: 'getAccount', status: 500 });
    expect((await callApi(mock, '/v1/gradings')).status).toBe(200);
    expect((await callApi(mock, '/health')).status).toBe(200);
    expect((await callApi(mock, account)).status).toBe(500);
  });

  it('applies only to calls of its account', async () => {
    const mock = await mockWith({ kind: 'status', account: 'dev@partner.example', status: 500 });
    const other = await mock.keys.create({ account: 2, name: 'other account' });
    expect((await callApi(mock, account, { token: other.token })).status).toBe(200);
    expect((await callApi(mock, account)).status).toBe(500);
  });

  it('applies only to calls with its key', async () => {
    const mock = await startMock();
    const { key, token } = await mock.keys.create({ account: 1, name: 'second key' });
    await mock.faults.add({ kind: 'status', key: key.id, status: 500 });
    expect((await callApi(mock, account)).status).toBe(200);
    expect((await callApi(mock, account, { token })).status).toBe(500);
  });

  it('applies to operations that need no key', async () => {
    const mock = await mockWith({
      kind: 'status',
      operation: 'getHealth',
      next: 1,
      status: 503,
    });
    expect((await callApi(mock, '/health', { token: null })).status).toBe(503);
    expect((await callApi(mock, '/health', { token: null })).status).toBe(200);
  });

  it('neither affects nor counts a call without a valid key', async () => {
    const mock = await mockWith({ kind: 'status', next: 1, status: 503 });
    expect((await callApi(mock, account, { token: null })).status).toBe(401);
    expect((await mock.faults.list())[0]).toMatchObject({ remaining: 1, matched: 0 });
  });

  it('does not apply to a response without a body when it changes the body', async () => {
    const mock = await mockWith({ kind: 'malformed', next: 1 });
    expect((await rawCall(mock, account, { method: 'HEAD' })).head).toMatch(/^HTTP\/1.1 200 /);
    const response = await fetch(mock.url + account, { headers: { authorization: `Bearer ${mock.token}` } });
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it('applies to the given number of simultaneous calls', async () => {
    const mock = await mockWith({ kind: 'status', next: 5, status: 503 });
    const responses = await Promise.all(Array.from({ length: 20 }, async () => callApi(mock, account)));
    expect(responses.filter(({ status }) => status === 503)).toHaveLength(5);
  });

  it('applies to the same calls in every run when it has a chance', async () => {
    const runs = [];
    for (let run = 0; run < 2; run += 1) {
      const mock = await mockWith({ kind: 'status', status: 503, chance: 0.4 });
      const statuses = [];
      for (let call = 0; call < 12; call += 1) statuses.push((await callApi(mock, account)).status);
      runs.push(statuses);
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(new Set(runs[0])).toEqual(new Set([200, 503]));
  });

  it('is recorded in the journal with its kind and the reason', async () => {
    const mock = await mockWith({ kind: 'status', next: 1, status: 503 });
    await callApi(mock, account);
    expect((await mock.requests.list()).at(-1)).toMatchObject({
      status: 503,
      fault: 'status',
      reason: 'Fault 1 demands the status 503 for this call; `chck faults list` shows the active faults.',
    });
    await callApi(mock, account);
    expect((await mock.requests.list()).at(-1)).toMatchObject({ status: 200, fault: null, reason: null });
  });
});
