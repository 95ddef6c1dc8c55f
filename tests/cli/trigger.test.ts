import { describe, expect, it } from 'vitest';
import type { Mock } from '../../src/mock.js';
import { startReceiver } from '../support/receiver.js';
import { runChck } from '../support/run-chck.js';
import { callApi, startMock } from '../support/start-mock.js';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

/** A mock whose clock stands still, with a receiver registered for success. */
async function mockWithReceiver() {
  const mock = await startMock();
  await mock.clock.freeze(Date.parse('2026-12-01T12:00:00.000Z'));
  const receiver = await startReceiver(200);
  const target = await mock.targets.create({ url: receiver.url });
  return { mock, receiver, target };
}

const trigger = (mock: Mock, ...args: string[]) => runChck('trigger', ...args, '--url', mock.url);

describe('chck trigger', () => {
  it('prints the grading and its deliveries, and the webhook arrives', async () => {
    const { mock, receiver } = await mockWithReceiver();
    const { status, out, err } = await trigger(mock, 'success', '--grade', '8.5');
    const [webhook] = await receiver.until(1);
    const { grading_session_id: session } = JSON.parse(webhook?.body ?? '{}');
    expect(status).toBe(0);
    expect(err).toBe('');
    expect(out).toMatch(new RegExp(`^GRADING .*\n${session}  completed  8\\.5 `));
    expect(out).toMatch(new RegExp(`DELIVERY .*\n1 +${session}  success .* ${receiver.url}\n$`));
    expect((await callApi(mock, `/v1/gradings/${session}`)).body.user_card_grade.full_overall_grade).toBe(
      8.5,
    );
  });

  it('prints nothing but JSON with --json', async () => {
    const { mock } = await mockWithReceiver();
    expect((await trigger(mock, 'success', '--count', '3', '--json')).json()).toMatchObject({
      gradings: [{ state: 'completed' }, { state: 'completed' }, { state: 'completed' }],
      deliveries: [{ id: 1 }, { id: 2 }, { id: 3 }],
    });
  });

  it('shows the first twenty of many, and says how many more there are', async () => {
    const { mock } = await mockWithReceiver();
    const { out } = await trigger(mock, 'success', '--count', '25');
    expect(out.match(/ completed /g)).toHaveLength(20);
    expect(out.match(/… and 5 more/g)).toHaveLength(2);
  });

  it('says how to register when nobody is registered for the outcome', async () => {
    const { mock } = await mockWithReceiver();
    const { status, out, err } = await trigger(mock, 'failure', '--account', 'dev@partner.example');
    const same = `--url ${mock.url} --account dev@partner.example`;
    expect(status).toBe(0);
    expect(out).toMatch(/ failed +- /);
    expect(err).toContain('no target is registered for failure');
    expect(err).toContain(`\`chck webhooks add failure URL ${same}\``);
    expect(err).toContain(`\`chck listen ${same}\``);
  });

  it('with --delay says when the webhooks go out, and they do', async () => {
    const { mock, receiver } = await mockWithReceiver();
    const { out, err } = await trigger(mock, 'success', '--delay', '6m');
    expect(out).toMatch(/ submitted +- /);
    expect(err).toContain(`in 6m. Wait, or run \`chck clock advance 6m --url ${mock.url}\`.`);
    expect(receiver.received).toHaveLength(0);
    await runChck('clock', 'advance', '6m', '--url', mock.url);
    expect(receiver.received).toHaveLength(1);
  });

  it('with --grading sends the webhook of an existing grading', async () => {
    const { mock, receiver } = await mockWithReceiver();
    const { gradings } = (await trigger(mock, 'success', '--json')).json();
    const { out } = await trigger(mock, 'success', '--grading', gradings[0].id);
    const webhooks = await receiver.until(2);
    expect(out).toContain(gradings[0].id);
    expect(webhooks.map(({ body }) => JSON.parse(body).grading_session_id)).toEqual([
      gradings[0].id,
      gradings[0].id,
    ]);
  });

  it('with --card and --capture grades that card so', async () => {
    const { mock } = await mockWithReceiver();
    const { gradings } = (
      await trigger(mock, 'success', '--card', '7000045', '--capture', 'two-image', '--json')
    ).json();
    expect(gradings).toMatchObject([
      { userCardId: 7_000_045, capture: 'two-image', grades: { full: null, corners: null } },
    ]);
  });

  it('with --account fires for that account alone', async () => {
    const { mock, receiver } = await mockWithReceiver();
    const { account } = (
      await runChck('accounts', 'create', '--cards', '1', '--json', '--url', mock.url)
    ).json();
    const { gradings } = (await trigger(mock, 'success', '--account', String(account.id), '--json')).json();
    await mock.deliveries.settled();
    expect(gradings[0].userId).toBe(account.userId);
    expect(receiver.received).toHaveLength(0);
  });

  it.each([
    [['--duplicate'], 2],
    [['--duplicate', '3'], 4],
  ])('with %j sends the webhook %i times', async (flags, times) => {
    const { mock, receiver } = await mockWithReceiver();
    await trigger(mock, 'success', ...flags);
    const bodies = (await receiver.until(times)).map(({ body }) => body);
    await mock.deliveries.settled();
    expect(receiver.received).toHaveLength(times);
    expect(new Set(bodies).size).toBe(1);
  });

  it('with --shuffle makes the deliveries in another order than their gradings', async () => {
    const { mock } = await mockWithReceiver();
    const { gradings, deliveries } = (
      await trigger(mock, 'success', '--count', '5', '--shuffle', '--json')
    ).json();
    const order = deliveries.map(({ gradingId }: { gradingId: string }) => gradingId);
    const made = gradings.map(({ id }: { id: string }) => id);
    expect(order).not.toEqual(made);
    expect([...order].sort()).toEqual([...made].sort());
  });

  it('with --to sends to an address that is not registered, and to no target', async () => {
    const { mock, receiver } = await mockWithReceiver();
    const other = await startReceiver(200);
    const { deliveries } = (await trigger(mock, 'failure', '--to', other.url, '--json')).json();
    await other.until(1);
    expect(deliveries).toMatchObject([{ url: other.url, targetId: null }]);
    expect(receiver.received).toHaveLength(0);
  });

  it('with --target sends to that target alone', async () => {
    const { mock, receiver } = await mockWithReceiver();
    const other = await startReceiver(200);
    const { id } = await mock.targets.create({ url: other.url });
    await trigger(mock, 'success', '--target', String(id));
    await other.until(1);
    await mock.deliveries.settled();
    expect(receiver.received).toHaveLength(0);
  });

  it('with --override sends these values instead of its own', async () => {
    const { mock, receiver } = await mockWithReceiver();
    await trigger(
      mock,
      ...['success', '--override', `grading_session_id=${UNKNOWN}`, '--override', 'outcome=a=b'],
    );
    const [webhook] = await receiver.until(1);
    expect(webhook?.body).toBe(`{"grading_session_id":"${UNKNOWN}","outcome":"a=b"}`);
  });

  it.each([
    [['success', '--override', 'grade=9'], 'A webhook has no field grade to override'],
    [['success', '--override', 'grade'], 'It must be field=value'],
    [['success', '--grading', UNKNOWN], `There is no grading ${UNKNOWN}`],
    [['success', '--grading', 'x'], 'grading must be a UUID; got "x".'],
    [['success', '--to', 'nowhere'], 'to must be an absolute http or https URL'],
    [
      ['success', '--to', 'http://127.0.0.1:9', '--target', '1'],
      "option '--to <url>' cannot be used with option '--target <id>'",
    ],
    [['success', '--target', '99'], 'no webhook target with id 99'],
    [['success', '--card', '1'], 'no card with user_card_id 1'],
    [['success', '--grade', '8.7'], 'from 1 to 10 in half steps'],
    [['success', '--count', '0'], 'from 1 to 10000'],
    [['success', '--delay', '5'], 'A duration is a number and a unit'],
    [['success', '--account', 'nobody'], 'There is no account nobody'],
    [['maybe'], 'Allowed choices are success, failure'],
    [[], "missing required argument 'outcome'"],
  ])('refuses %j', async (args, message) => {
    const mock = await startMock();
    const { status, out, err } = await trigger(mock, ...args);
    expect([status, out, err]).toEqual([2, '', expect.stringContaining(message)]);
  });
});
