import { describe, expect, it } from 'vitest';
import type { Mock } from '../../src/mock.js';
import { startReceiver } from '../support/receiver.js';
import { runChck, startChck } from '../support/run-chck.js';
import { callApi, startMock } from '../support/start-mock.js';

const NOON = Date.parse('2026-12-01T12:00:00.000Z');

const chck = (mock: Mock, ...args: string[]) => runChck(...args, '--url', mock.url);
const chckJson = async (mock: Mock, ...args: string[]) => (await chck(mock, ...args, '--json')).json();

async function frozenMock(): Promise<Mock> {
  const mock = await startMock();
  await mock.clock.freeze(NOON);
  return mock;
}

describe('chck webhooks', () => {
  it('adds, lists and removes targets', async () => {
    const mock = await frozenMock();
    const none = await chck(mock, 'webhooks', 'list');
    expect(none.err).toContain(
      `No target is registered. Add one: chck webhooks add success URL --url ${mock.url}`,
    );
    const added = await chck(mock, 'webhooks', 'add', 'failure', 'http://127.0.0.1:9/hook');
    expect(added.out).toBe('Target 1: failure webhooks go to http://127.0.0.1:9/hook.\n');
    expect((await chck(mock, 'webhooks', 'list')).out).toMatch(
      /^TARGET +OUTCOME +URL +CREATED\n1 +failure +http:\/\/127\.0\.0\.1:9\/hook +2026-12-01T12:00:00\.000Z\n$/,
    );
    expect((await chck(mock, 'webhooks', 'remove', '1')).out).toBe('Removed target 1.\n');
    expect(await chckJson(mock, 'webhooks', 'list')).toEqual({ targets: [] });
    expect(await chck(mock, 'webhooks', 'remove', '1')).toMatchObject({ status: 2 });
  });

  it('keeps the targets of accounts apart', async () => {
    const mock = await frozenMock();
    const { account } = await chckJson(mock, 'accounts', 'create');
    const of = ['--account', account.email];
    await chck(mock, 'webhooks', 'add', 'success', 'http://127.0.0.1:9/theirs', ...of);
    expect((await chckJson(mock, 'webhooks', 'list')).targets).toEqual([]);
    expect((await chckJson(mock, 'webhooks', 'list', ...of)).targets).toMatchObject([
      { url: 'http://127.0.0.1:9/theirs' },
    ]);
  });

  it('lists deliveries by account, grading, target and state, page by page', async () => {
    const mock = await frozenMock();
    const good = await startReceiver(200);
    const bad = await startReceiver(500);
    await mock.targets.create({ url: good.url });
    await mock.targets.create({ url: bad.url });
    const { gradings } = await chckJson(mock, 'trigger', 'success', '--count', '2');
    await mock.deliveries.settled();
    const ids = async (...flags: string[]) => {
      const { deliveries } = await chckJson(mock, 'webhooks', 'deliveries', ...flags);
      return deliveries.map(({ id }: { id: number }) => id);
    };
    expect(await ids()).toEqual([4, 3, 2, 1]);
    expect(await ids('--grading', gradings[0].id)).toEqual([2, 1]);
    expect(await ids('--target', '2')).toEqual([4, 2]);
    expect(await ids('--state', 'delivered')).toEqual([3, 1]);
    expect(await ids('--limit', '1')).toEqual([4]);
    expect(await ids('--before', '3', '--limit', '1')).toEqual([2]);
    expect(await ids('--account', 'dev@partner.example')).toHaveLength(4);
    const { account } = await chckJson(mock, 'accounts', 'create');
    expect(await ids('--account', String(account.id))).toEqual([]);
    expect((await chck(mock, 'webhooks', 'deliveries')).out).toMatch(
      /\n4 +\S+ +success +pending +1 +2026-12-01T12:00:0\S+ +http/,
    );
  });

  it('shows a delivery with its attempts and the reasons of their failures, and sends it again', async () => {
    const mock = await frozenMock();
    const receiver = await startReceiver(503, 200);
    await mock.targets.create({ url: receiver.url });
    await chck(mock, 'trigger', 'success');
    await mock.deliveries.settled();
    const { out } = await chck(mock, 'webhooks', 'show', '1');
    expect(out).toContain(`to       ${receiver.url} (target 1)\n`);
    expect(out).toContain(`body     ${receiver.received[0]?.body}\n`);
    expect(out).toMatch(
      /\n1 +2026-12-01T12:00:00\.000Z +\S+ ms +503 +The receiver responded 503; any 2xx is success\n$/,
    );
    expect((await chck(mock, 'webhooks', 'resend', '1')).out).toMatch(/\n2 +\S+ +success/);
    await mock.deliveries.settled();
    expect(receiver.received.map(({ body }) => body)).toEqual(Array(2).fill(receiver.received[0]?.body));
    expect(await chckJson(mock, 'webhooks', 'show', '2')).toMatchObject({
      delivery: { state: 'delivered' },
      attempts: [{ number: 1, responseStatus: 200 }],
    });
    expect(await chck(mock, 'webhooks', 'show', '99')).toMatchObject({ status: 2, out: '' });
  });
});

describe('chck clock', () => {
  it('shows, freezes, advances and resumes', async () => {
    const mock = await startMock();
    expect((await chck(mock, 'clock')).out).toMatch(/Z {2}running, real time\n$/);
    expect((await chck(mock, 'clock', 'freeze', '2030-01-01T00:00:00Z')).out).toMatch(
      /2030-01-01T00:00:00\.000Z {2}frozen, \S+ ahead of real time\n$/,
    );
    expect(await chckJson(mock, 'clock', 'advance', '1.5h')).toMatchObject({
      now: '2030-01-01T01:30:00.000Z',
      frozen: true,
      events: [],
    });
    expect(await chckJson(mock, 'clock', 'resume')).toMatchObject({ frozen: false });
    expect(await chckJson(mock, 'clock', 'freeze')).toMatchObject({ frozen: true });
    expect((await chck(mock, 'clock', 'freeze', '2001-01-01T00:00:00Z')).out).toMatch(/ behind real time\n$/);
  });

  it('says how far the clock has been moved while a webhook gets no response', async () => {
    const mock = await frozenMock();
    let answer: () => void = () => undefined;
    const receiver = await startReceiver((response) => {
      answer = () => response.writeHead(204).end();
    });
    await mock.targets.create({ url: receiver.url });
    await mock.gradings.start({ delay: '1m' });
    const command = startChck(['clock', 'advance', '1h', '--url', mock.url]);
    await command.until(/at 2026-12-01T12:01:00\.000Z, moving to 2026-12-01T13:00:00\.000Z/);
    answer();
    expect(await command.ended).toMatchObject({ status: 0, out: expect.stringContaining('13:00:00.000Z') });
  });

  it('lists what fell due: gradings, webhooks and image links', async () => {
    const mock = await frozenMock();
    const receiver = await startReceiver(500, 200);
    await mock.targets.create({ url: receiver.url });
    await callApi(mock, '/v1/cards?limit=1');
    const { gradings } = await chckJson(mock, 'trigger', 'success', '--delay', '1m');
    const { out } = await chck(mock, 'clock', 'advance', '10m');
    const rows = out.split('\n').map((row) => row.replaceAll(/ +/g, ' '));
    const grading = gradings[0].id;
    expect(rows[0]).toBe('AT EVENT DETAIL');
    expect(rows[1]).toBe(`2026-12-01T12:00:12.000Z grading ${grading} is in progress`);
    expect(rows[2]).toBe(`2026-12-01T12:01:00.000Z grading ${grading} is completed`);
    expect(rows[3]).toContain(
      `2026-12-01T12:01:00.000Z webhook delivery 1, attempt 1: 500 from ${receiver.url}, next at 2026`,
    );
    expect(rows[4]).toMatch(/webhook delivery 1, attempt 2: 200 from \S+$/);
    expect(rows[5]).toMatch(/image links \d+ expired$/);
  });

  it.each([
    [['advance', '5'], 'A duration is a number and a unit'],
    [['advance'], 'missing required argument'],
    [['freeze', 'noon'], 'at must be an ISO 8601 date-time'],
  ])('refuses %j', async (args, message) => {
    const { status, err } = await chck(await startMock(), 'clock', ...args);
    expect([status, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('chck accounts', () => {
  it('creates an account with data and prints its token, which works, and lists it', async () => {
    const mock = await startMock();
    const { out, err } = await chck(
      mock,
      ...['accounts', 'create', '--cards', '2', '--gradings', '3', '--email', 'qa@partner.example'],
      ...['--name', 'QA'],
    );
    const token = out.trim();
    expect(token).toMatch(/^shbx_[\w-]{64}$/);
    expect(err).toMatch(/^Created account \d+, qa@partner\.example\. The token is shown only once/);
    expect((await callApi(mock, '/v1/cards', { token })).body.cards).toHaveLength(5);
    expect((await callApi(mock, '/v1/gradings', { token })).body.gradings).toHaveLength(3);
    expect((await chck(mock, 'accounts', 'list')).out).toMatch(
      /\d+ +qa@partner\.example +QA +partner +\d+\n$/,
    );
  });

  it('creates an unusable account, whose key gets 403', async () => {
    const mock = await startMock();
    const { token, account } = await chckJson(mock, 'accounts', 'create', '--unusable');
    expect(account.role).toBe('member');
    expect((await callApi(mock, '/v1/account', { token })).status).toBe(403);
  });

  it('refuses an email that is taken', async () => {
    const { status, err } = await chck(
      await startMock(),
      ...['accounts', 'create', '--email', 'dev@partner.example'],
    );
    expect([status, err]).toEqual([2, expect.stringContaining('There is an account dev@partner.example')]);
  });
});

describe('chck gradings', () => {
  it('starts one that stays in progress until it is completed', async () => {
    const mock = await frozenMock();
    const { out, err } = await chck(mock, 'gradings', 'start', '--card', '7000045');
    const grading = /[0-9a-f-]{36}/.exec(out)?.[0] ?? '';
    expect(out).toMatch(/ in progress +- +7000045 +full\n$/);
    expect(err).toContain(`chck gradings complete GRADING --url ${mock.url}`);
    expect((await callApi(mock, `/v1/gradings/${grading}`)).body.user_card_grade).toBeNull();
    const ended = await chck(mock, 'gradings', 'complete', grading, '--grade', '9');
    expect(ended.out).toMatch(/ completed +9 +7000045 +full\n$/);
    expect(await chck(mock, 'gradings', 'complete', grading)).toMatchObject({ status: 2 });
  });

  it('starts several that end by themselves as requested', async () => {
    const mock = await frozenMock();
    const { gradings } = await chckJson(
      mock,
      ...['gradings', 'start', '--count', '2', '--delay', '1m', '--outcome', 'failure'],
    );
    expect(gradings).toMatchObject([{ state: 'submitted' }, { state: 'submitted' }]);
    const { events } = await chckJson(mock, 'clock', 'advance', '1m');
    expect(events.slice(2)).toMatchObject([{ state: 'failed' }, { state: 'failed' }]);
  });

  it('starts one with the grade that it is to get', async () => {
    const mock = await frozenMock();
    await chck(mock, 'gradings', 'start', '--grade', '4.5', '--delay', '0s');
    const { gradings } = (await callApi(mock, '/v1/gradings?limit=1')).body;
    const { body } = await callApi(mock, `/v1/gradings/${gradings[0].id}`);
    expect(body.user_card_grade.full_overall_grade).toBe(4.5);
  });

  it('starts and ends a two-image capture for an account', async () => {
    const mock = await frozenMock();
    const { account } = await chckJson(mock, 'accounts', 'create', '--cards', '1');
    const started = await chckJson(
      mock,
      ...['gradings', 'start', '--capture', 'two-image', '--account', account.email],
    );
    expect(started.gradings).toMatchObject([{ userId: account.userId, capture: 'two-image' }]);
    const { out } = await chck(mock, 'gradings', 'complete', started.gradings[0].id, '--outcome', 'success');
    expect(out).toMatch(/ completed +centering \d/);
  });
});

describe('chck reset', () => {
  it('recreates the world, or creates another one', async () => {
    const mock = await startMock();
    await chck(mock, 'webhooks', 'add', 'success', 'http://127.0.0.1:9/hook');
    expect((await chck(mock, 'reset')).out).toBe('Recreated the world default with seed 1.\n');
    expect((await chckJson(mock, 'webhooks', 'list')).targets).toEqual([]);
    expect(await chckJson(mock, 'reset', '--world', 'empty', '--seed', '7')).toEqual({
      world: 'empty',
      seed: 7,
    });
  });

  it('refuses a world that does not exist, and keeps the one there is', async () => {
    const mock = await startMock();
    expect(await chck(mock, 'reset', '--world', 'nowhere')).toMatchObject({ status: 2, out: '' });
    expect((await callApi(mock, '/v1/account')).status).toBe(200);
  });
});

it.each([
  [['trigger', 'success']],
  [['listen']],
  [['webhooks', 'list']],
  [['webhooks', 'add', 'success', 'http://127.0.0.1:9']],
  [['webhooks', 'remove', '1']],
  [['webhooks', 'deliveries']],
  [['webhooks', 'show', '1']],
  [['webhooks', 'resend', '1']],
  [['gradings', 'start']],
  [['gradings', 'complete', '00000000-0000-4000-8000-000000000000']],
  [['clock']],
  [['clock', 'advance', '1m']],
  [['clock', 'freeze']],
  [['clock', 'resume']],
  [['accounts', 'list']],
  [['accounts', 'create']],
  [['keys', 'list']],
  [['reset']],
])('%j ends with 2 and says how to start a mock when none responds', async (args) => {
  const { status, out, err } = await runChck(...args, '--url', 'http://127.0.0.1:9');
  expect([status, out]).toEqual([2, '']);
  expect(err).toContain('No mock responds at http://127.0.0.1:9. Start one with `chck serve`');
});

it('sends the admin token of a mock that is reachable beyond loopback', async () => {
  const mock = await startMock({ host: '0.0.0.0', adminToken: 'open-sesame-open-sesame' });
  const url = `http://127.0.0.1:${mock.port}`;
  expect(await runChck('clock', '--url', url)).toMatchObject({
    status: 2,
    err: expect.stringContaining('set CHCK_ADMIN_TOKEN'),
  });
  expect(await runChck('clock', '--url', url, '--admin-token', 'open-sesame-open-sesame')).toMatchObject({
    status: 0,
  });
});
