import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReceiver } from '../support/receiver.js';
import { callApi, startMock } from '../support/start-mock.js';

const NOON = Date.parse('2026-12-01T12:00:00.000Z');

describe('the clock', () => {
  it('freezes, moves and resumes, and responses show its time', async () => {
    const mock = await startMock();
    const { clock } = mock;
    await clock.freeze(NOON);
    const created = await callApi(mock, '/v1/webhook-targets', {
      method: 'POST',
      json: { outcome: 'success', url: 'http://a.example/' },
    });
    expect(created.body.createdAt).toBe('2026-12-01T12:00:00.000Z');
    await clock.advance(90_000);
    expect(clock.read()).toMatchObject({ now: '2026-12-01T12:01:30.000Z', frozen: true });
    await clock.resume();
    expect(clock.read().frozen).toBe(false);
    expect(Date.parse(clock.read().now)).toBeGreaterThanOrEqual(NOON + 90_000);
  });

  it('continues after a restart', async () => {
    const data = join(mkdtempSync(join(tmpdir(), 'chck-')), 'mock.db');
    const first = await startMock({ data });
    await first.clock.freeze(NOON);
    await first.close();
    const second = await startMock({ data });
    expect(second.clock.read()).toMatchObject({ now: '2026-12-01T12:00:00.000Z', frozen: true });
    await second.reset();
    await second.close();
    const third = await startMock({ data });
    expect(third.clock.read().frozen).toBe(false);
  });

  it('refuses to run backwards', async () => {
    const mock = await startMock();
    await expect(mock.clock.advance(-1)).rejects.toMatchObject({
      code: 'invalid_argument',
      field: 'by',
    });
  });

  it('lets an image link expire at its instant, and lists that', async () => {
    const mock = await startMock();
    await mock.clock.freeze(NOON);
    const { body } = await callApi(mock, '/v1/cards?limit=1&graded=graded');
    const link: string = body.cards[0].images.front;
    const links = body.cards.flatMap((card: { images: object }) => Object.values(card.images)).length;
    await mock.clock.advance(299_999);
    expect((await fetch(link)).status).toBe(200);
    expect(await mock.clock.advance(1)).toEqual([
      { at: '2026-12-01T12:05:00.000Z', kind: 'image_links_expired', count: links },
    ]);
    const late = await fetch(link);
    expect(late.status).toBe(403);
    expect(await late.text()).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
  });

  it('settles completions, their webhooks and retries in order, each at its own instant', async () => {
    const mock = await startMock();
    const { clock, gradings } = mock;
    await clock.freeze(NOON);
    const receiver = await startReceiver(500, 200);
    await mock.targets.create({ url: receiver.url });
    await gradings.start({ delay: 60_000 });
    await gradings.start({ delay: 3_600_000, outcome: 'failure' });
    const events = await clock.advance(86_400_000);
    expect(
      events.map(({ kind, at, ...rest }) => [
        kind,
        at.slice(11, 19),
        'state' in rest ? rest.state : 'status' in rest && rest.status,
      ]),
    ).toEqual([
      ['grading_moved', '12:00:12', 'in_progress'],
      ['grading_moved', '12:01:00', 'completed'],
      ['webhook_attempted', '12:01:00', 500],
      ['webhook_attempted', '12:01:04', 200],
      ['grading_moved', '12:12:00', 'in_progress'],
      ['grading_moved', '13:00:00', 'failed'],
    ]);
    expect(clock.read().now).toBe('2026-12-02T12:00:00.000Z');
  });

  it('moves for two callers one after the other', async () => {
    const mock = await startMock();
    await mock.clock.freeze(NOON);
    await Promise.all([mock.clock.advance(1000), mock.clock.advance(2000)]);
    expect(mock.clock.read().now).toBe('2026-12-01T12:00:03.000Z');
  });
});
