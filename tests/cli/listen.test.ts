import { describe, expect, it } from 'vitest';
import type { Mock } from '../../src/mock.js';
import { start } from '../support/chck.js';
import { startReceiver } from '../support/receiver.js';
import { type Running, runChck, startChck } from '../support/run-chck.js';
import { callApi, startMock } from '../support/start-mock.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OTHER_SECRET = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;

async function listening(mock: Mock, ...args: string[]): Promise<Running> {
  const listener = startChck(['listen', '--url', mock.url, ...args]);
  await listener.until(/Send a webhook with/);
  return listener;
}

function lines(text: string): Record<string, unknown>[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

async function frozenMock(secret?: string): Promise<Mock> {
  const mock = await startMock(secret === undefined ? {} : { webhookSecret: secret });
  await mock.clock.freeze(Date.parse('2026-12-01T12:00:00.000Z'));
  return mock;
}

describe('chck listen', () => {
  it('with serve and trigger beside it, returns 500, 503 and 200 to three attempts on schedule', async () => {
    const served = startChck([
      'serve',
      '--port',
      '0',
      '--ephemeral',
      '--json',
      '--webhook-retry-base',
      '20ms',
    ]);
    await served.until(/\{.*\}/);
    const { url, token } = JSON.parse(served.out);
    const listener = startChck(['listen', '--url', url, '--respond', '500,503,200', '--count', '3']);
    await listener.until(/responds 500, 503, then always 200/);
    const fired = await runChck('trigger', 'success', '--url', url, '--grade', '9.5');
    const grading = /[0-9a-f-]{36}/.exec(fired.out)?.[0] ?? '';

    await listener.until(/ 500 /);
    const graded = await fetch(`${url}/v1/gradings/${grading}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await graded.json()).toMatchObject({ user_card_grade: { full_overall_grade: 9.5 } });

    const { status, out } = await listener.ended;
    expect(status).toBe(0);
    const rows = out.trim().split('\n');
    expect(rows.map((row) => row.replace(/^\S+/, 'TIME').replace(grading, 'GRADING'))).toEqual([
      'TIME  →          success  GRADING  delivery 1, attempt 1',
      'TIME  500        success  GRADING  delivery 1, attempt 1',
      'TIME  →          success  GRADING  delivery 1, attempt 2',
      'TIME  503        success  GRADING  delivery 1, attempt 2',
      'TIME  →          success  GRADING  delivery 1, attempt 3',
      'TIME  200        success  GRADING  delivery 1, attempt 3',
    ]);
    expect(served.err).toMatch(
      /attempt 1\n +The receiver responded 500; any 2xx is success; next attempt at 20/,
    );
    served.interrupt();
    expect((await served.ended).status).toBe(0);
  });

  it('shows every attempt and the schedule by `chck webhooks show`', async () => {
    const mock = await frozenMock();
    await listening(mock, '--respond', '500,503,200');
    await runChck('trigger', 'success', '--url', mock.url);
    await mock.deliveries.settled();
    const before = await runChck('webhooks', 'show', '1', '--url', mock.url);
    expect(before.out).toContain('state    pending, next attempt at 2026-12-01T12:00:04.');
    const moved = await runChck('clock', 'advance', '1m', '--url', mock.url);
    expect(moved.out).toMatch(
      /webhook +delivery 1, attempt 2: 503 from http:\S+, next at 2026-12-01T12:00:1/,
    );
    const after = await runChck('webhooks', 'show', '1', '--url', mock.url);
    expect(after.out).toMatch(/state {4}delivered\n/);
    expect(after.out.match(/^\d .* (500|503|200)/gm)).toHaveLength(3);
  });

  it('registers a target for both outcomes, or for the one asked for, with the account named', async () => {
    const mock = await startMock();
    const { account } = (await runChck('accounts', 'create', '--url', mock.url, '--json')).json();
    await listening(mock, '--account', account.email, '--outcome', 'failure');
    const listed = async (...args: string[]) =>
      (await runChck('webhooks', 'list', '--url', mock.url, '--json', ...args)).json().targets;
    expect(await listed('--account', account.email)).toMatchObject([{ outcome: 'failure' }]);
    expect(await listed()).toEqual([]);
    const both = await listening(mock);
    expect(await listed()).toMatchObject([{ outcome: 'success' }, { outcome: 'failure' }]);
    both.interrupt();
    expect((await both.ended).status).toBe(0);
    expect(await listed()).toEqual([]);
  });

  it('listens on the port that is asked for, and says so when it is taken', async () => {
    const mock = await startMock();
    const first = await listening(mock);
    const port = /127\.0\.0\.1:(\d+)/.exec(first.err)?.[1] ?? '';
    const refused = await runChck('listen', '--url', mock.url, '--port', port);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain(`Port ${port} on 127.0.0.1 is taken`);
    first.interrupt();
    await first.ended;
    expect((await listening(mock, '--port', port)).err).toContain(`http://127.0.0.1:${port}`);
  });

  it('leaves a webhook without a response, or resets its connection, when the script says so', async () => {
    const mock = await startMock({ webhookTimeout: 40 });
    await mock.clock.freeze();
    const listener = await listening(mock, '--respond', 'timeout,reset,204', '--count', '3');
    await runChck('trigger', 'failure', '--url', mock.url);
    await mock.deliveries.settled();
    await mock.clock.advance(60_000);
    const { out } = await listener.ended;
    expect(out).not.toContain('abandoned');
    const { attempts } = await mock.deliveries.get(1);
    expect(attempts.map(({ failure, responseStatus }) => failure ?? responseStatus)).toEqual([
      'timeout',
      'reset',
      204,
    ]);
  });

  it('waits before each response when asked to', async () => {
    const mock = await startMock({ webhookTimeout: 30 });
    await mock.clock.freeze();
    await listening(mock, '--delay', '1h');
    await runChck('trigger', 'success', '--url', mock.url);
    await mock.deliveries.settled();
    expect((await mock.deliveries.get(1)).attempts).toMatchObject([{ failure: 'timeout' }]);
  });

  it('returns 401 for what is not signed with the secret, and says why', async () => {
    const mock = await frozenMock(SECRET);
    const listener = await listening(mock, '--secret', OTHER_SECRET, '--json');
    await runChck('trigger', 'success', '--url', mock.url);
    await listener.until(/\}\n/);
    expect(lines(listener.out)).toMatchObject([
      {
        response: 401,
        signature: 'wrong_signature',
        problem: expect.stringContaining('No v1 signature matches'),
      },
    ]);
    const unsigned = await listening(await frozenMock(), '--secret', SECRET, '--json');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(unsigned.err)?.[0] ?? '';
    const response = await fetch(`${url}/success`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(401);
    expect(lines(unsigned.out)).toMatchObject([{ signature: 'missing_headers', deliveryId: null }]);
  });

  it("takes what is signed with the secret, by the mock's clock", async () => {
    const mock = await frozenMock(SECRET);
    const listener = await listening(mock, '--secret', SECRET, '--json', '--count', '1');
    await runChck('trigger', 'success', '--url', mock.url);
    expect(lines((await listener.ended).out)).toMatchObject([{ response: 200, signature: 'verified' }]);
  });

  it('refuses an unusable secret', async () => {
    const { status, err } = await runChck('listen', '--secret', 'whsec_c2hvcnQ=');
    expect([status, err]).toEqual([2, expect.stringContaining('its key has 5 bytes')]);
  });

  it('sends the same bytes and headers on to a handler, and responds as it does', async () => {
    const mock = await frozenMock(SECRET);
    const handler = await startReceiver((response) =>
      response.writeHead(409, { 'x-handler': 'mine', 'retry-after': '90' }).end('not now'),
    );
    const listener = await listening(mock, '--forward-to', handler.url, '--count', '1');
    await runChck('trigger', 'success', '--url', mock.url);
    await listener.ended;
    await mock.deliveries.settled();
    const { attempts } = await mock.deliveries.get(1);
    expect(attempts).toMatchObject([
      { responseStatus: 409, responseHeaders: { 'x-handler': 'mine' }, responseBody: 'not now' },
    ]);
    const [webhook] = handler.received;
    expect(webhook?.body).toBe(attempts[0]?.requestBody);
    expect(webhook?.headers).toMatchObject(attempts[0]?.requestHeaders ?? { none: 'sent' });
    expect(webhook?.headers.host).toBe(new URL(handler.url).host);
  });

  it('returns 502 and says so when the handler is not there', async () => {
    const mock = await frozenMock();
    const listener = await listening(mock, '--forward-to', 'http://127.0.0.1:9/hook', '--count', '1');
    await runChck('trigger', 'success', '--url', mock.url);
    const { out } = await listener.ended;
    expect(out).toMatch(/ 502 .*\n +http:\/\/127\.0\.0\.1:9\/hook did not respond \(.*ECONNREFUSED/);
  });

  it('refuses a response script beside a handler', async () => {
    const { status, err } = await runChck('listen', '--respond', '500', '--forward-to', 'http://127.0.0.1:9');
    expect([status, err]).toEqual([2, expect.stringContaining('cannot be used with')]);
  });

  it.each([
    ['--respond', '500,ok', '"ok" is none of these'],
    ['--respond', '', '"" is none of these'],
    ['--respond', '199', '"199" is none of these'],
    ['--forward-to', 'localhost:3000', 'http or https URL'],
    ['--count', '0', 'from 1'],
    ['--delay', '5', '"5"'],
    ['--output', 'loud', 'Allowed choices'],
  ])('refuses %s %j', async (flag, value, message) => {
    const { status, err } = await runChck('listen', flag, value);
    expect([status, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it('prints the body when interactive, only failures when quiet', async () => {
    const mock = await frozenMock();
    const loud = await listening(mock, '--output', 'interactive', '--count', '1');
    const quiet = await listening(mock, '--output', 'quiet', '--respond', '500,200', '--count', '2');
    await runChck('trigger', 'success', '--url', mock.url);
    expect((await loud.ended).out).toContain('{"grading_session_id":"');
    await mock.deliveries.settled();
    await mock.clock.advance(60_000);
    const { out, err } = await quiet.ended;
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(out).toContain('  500  ');
    expect(err).toContain('Received 2.');
  });

  it('prints nothing but a JSON object a line with --json', async () => {
    const mock = await frozenMock();
    const listener = await listening(mock, '--json', '--count', '2');
    const fired = (await runChck('trigger', 'failure', '--duplicate', '--url', mock.url, '--json')).json();
    const { out } = await listener.ended;
    const [first, second] = lines(out);
    expect(first).toMatchObject({
      path: '/failure',
      outcome: 'failure',
      grading: fired.gradings[0].id,
      body: fired.deliveries[0].body,
      headers: { 'content-type': 'application/json' },
      response: 200,
      signature: null,
      problem: null,
    });
    expect(second).toMatchObject({ grading: fired.gradings[0].id });
  });

  it('leaves with status 0 and says so when the mock is gone', async () => {
    const mock = await startMock();
    const listener = await listening(mock);
    await mock.close();
    listener.interrupt();
    const { status, err } = await listener.ended;
    expect(status).toBe(0);
    expect(err).toContain(`The targets could not be removed. No mock responds at ${mock.url}`);
  });

  it('registers its targets again when the mock is reset', async () => {
    const mock = await startMock();
    const listener = await listening(mock, '--outcome', 'success');
    await runChck('reset', '--url', mock.url);
    await listener.until(/reset or restarted; the targets are registered again/);
    expect(await mock.targets.list()).toHaveLength(1);
    listener.interrupt();
    await listener.ended;
    expect(await mock.targets.list()).toEqual([]);
  });

  it('registers its targets again when the mock is restarted', async () => {
    const first = await startMock();
    const listener = await listening(first);
    await first.close();
    await listener.until(/Waiting for the mock\. No mock responds/);
    const second = await startMock({ port: first.port });
    await listener.until(/reset or restarted; the targets are registered again/);
    expect(await second.targets.list()).toHaveLength(2);
  });

  it('returns 405 for a GET and does not count it', async () => {
    const mock = await startMock();
    const listener = await listening(mock);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(listener.err)?.[0] ?? '';
    expect((await fetch(url)).status).toBe(405);
    listener.interrupt();
    expect((await listener.ended).err).toContain('Received 0.');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)(
    'as a process, ends with 0 on %s and leaves no target',
    async (signal) => {
      const mock = await startMock();
      const { child, ended, said } = start(['listen', '--url', mock.url]);
      await new Promise<void>((resolve) => {
        child.stderr.on('data', () => {
          if (said.err.includes('Send a webhook with')) resolve();
        });
      });
      expect(await mock.targets.list()).toHaveLength(2);
      child.kill(signal);
      expect((await ended).code).toBe(0);
      expect(await mock.targets.list()).toEqual([]);
    },
  );
});

it('finds the grading readable at the moment the webhook arrives', async () => {
  const mock = await startMock();
  const responses: Promise<unknown>[] = [];
  const handler = await startReceiver((response, { body }) => {
    responses.push(callApi(mock, `/v1/gradings/${JSON.parse(body).grading_session_id}`));
    response.writeHead(200).end();
  });
  const listener = await listening(mock, '--forward-to', handler.url, '--count', '1');
  await runChck('trigger', 'success', '--grade', '7.5', '--url', mock.url);
  await listener.ended;
  expect(await Promise.all(responses)).toMatchObject([
    { status: 200, body: { user_card_grade: { full_overall_grade: 7.5 } } },
  ]);
});
