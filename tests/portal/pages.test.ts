import { describe, expect, it } from 'vitest';
import type { PortalVisitor } from '../support/portal-visitor.js';
import { signedIn } from '../support/portal-visitor.js';
import { startReceiver } from '../support/receiver.js';
import { callApi, startMock } from '../support/start-mock.js';

const FROZEN = Date.parse('2027-01-01T00:00:00.000Z');

async function idOfFirst(visitor: PortalVisitor, path: string, pattern: RegExp): Promise<string> {
  return pattern.exec((await visitor.get(path)).html)?.[1] ?? 'none';
}

describe('gradings', () => {
  it('are started with a card, a grade and an outcome, and show what the API shows', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const { body } = await callApi(mock, '/v1/cards?limit=1&graded=raw');
    const card: number = body.cards[0].user_card_id;
    const form = { card: String(card), capture: 'full', outcome: 'success', grade: '8.5', delay: '0s' };
    const { html } = await visitor.postAndFollow('/dashboard/gradings', form);
    expect(html).toContain('Completed');
    expect(html).toContain('8.5');
    expect((await callApi(mock, `/v1/cards/${card}`)).body.user_card.grade).toBe('8.5');
  });

  it('that are open are completed, or failed, on demand', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    for (const [outcome, state] of [
      ['success', 'Completed'],
      ['failure', 'Failed'],
    ] as const) {
      const open = await visitor.post('/dashboard/gradings', {
        capture: 'full',
        outcome: 'success',
        delay: '',
      });
      const address = open.headers.get('location') ?? '';
      expect((await visitor.get(address)).html).toContain('It stays in progress until you complete it.');
      expect((await visitor.postAndFollow(`${address}/complete`, { outcome })).html).toContain(state);
      expect((await visitor.post(`${address}/complete`, { outcome })).status).toBe(409);
    }
  });

  it('say at the field what is wrong with a form', async () => {
    const visitor = await signedIn(await startMock());
    const { status, html } = await visitor.post('/dashboard/gradings', { delay: 'soon', card: 'x' });
    expect(status).toBe(400);
    expect(html).toContain('Card must be a whole number; it is &quot;x&quot;.');
    const delay = await visitor.post('/dashboard/gradings', { delay: 'soon' });
    expect(delay.html).toMatch(/id="problem-delay"[^>]*>Delay must be a duration/);
  });

  it('are listed by state', async () => {
    const visitor = await signedIn(await startMock());
    const { html } = await visitor.get('/dashboard/gradings?state=failed');
    expect(html.match(/href="\/dashboard\/gradings\/[0-9a-f-]{36}"/g)).toHaveLength(3);
  });
});

describe('webhooks', () => {
  it('go to a target that was added, attempt by attempt, with the bytes of each', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await mock.clock.freeze(FROZEN);
    const receiver = await startReceiver(503, 200);
    await visitor.post('/dashboard/webhooks/targets', { outcome: 'success', url: receiver.url });
    await visitor.post('/dashboard/webhooks/fire', { outcome: 'success', count: '1', delay: '0s' });
    await receiver.until(1);
    await visitor.post('/dashboard/simulator/clock/advance', { by: '10s' });
    await receiver.until(2);
    const id = await idOfFirst(visitor, '/dashboard/webhooks', /deliveries\/(\d+)"/);
    const { html } = await visitor.get(`/dashboard/webhooks/deliveries/${id}`);
    expect(html).toContain('Delivered');
    expect(html).toContain('The receiver responded 503; any 2xx is success');
    expect(html).toContain(receiver.received[0]?.body.replaceAll('"', '&quot;'));
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
  });

  it('are sent again as a delivery of their own', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const receiver = await startReceiver(200);
    await mock.targets.create({ outcome: 'failure', url: receiver.url });
    await visitor.post('/dashboard/webhooks/fire', { outcome: 'failure', count: '1' });
    await receiver.until(1);
    const { html } = await visitor.postAndFollow('/dashboard/webhooks/deliveries/1/resend');
    expect(html).toContain('Delivery #1 is sent again as #2.');
    await receiver.until(2);
  });

  it('have the fault that the switchboard asks for', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const receiver = await startReceiver(200);
    await mock.targets.create({ url: receiver.url });
    await visitor.post('/dashboard/webhooks/fire', { outcome: 'success', fault: 'wrong-outcome' });
    const [webhook] = await receiver.until(1);
    expect(JSON.parse(webhook?.body ?? '')).toMatchObject({ outcome: 'failure' });
    expect(await mock.faults.list()).toEqual([]);
  });

  it('leave no fault when they cannot be fired', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const form = { outcome: 'success', fault: 'drop', grading: 'unknown' };
    expect((await visitor.post('/dashboard/webhooks/fire', form)).status).toBe(404);
    expect(await mock.faults.list()).toEqual([]);
  });

  it('are tested for one target, which is removed after a question that names it', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const [first, second] = [await startReceiver(200), await startReceiver(200)];
    await mock.targets.create({ url: first.url });
    const { id } = await mock.targets.create({ url: second.url });
    await visitor.post(`/dashboard/webhooks/targets/${id}/test`);
    await second.until(1);
    expect(first.received).toHaveLength(0);
    expect((await visitor.get(`/dashboard/webhooks/targets/${id}/remove`)).html).toContain(second.url);
    await visitor.post(`/dashboard/webhooks/targets/${id}/remove`);
    expect(await mock.targets.list()).toHaveLength(1);
  });

  it('of another account are neither shown nor sent again', async () => {
    const mock = await startMock();
    await mock.targets.create({ url: 'http://127.0.0.1:9/' });
    await mock.triggers.fire({ outcome: 'success' });
    const visitor = await signedIn(mock, 2);
    expect((await visitor.get('/dashboard/webhooks/deliveries/1')).status).toBe(404);
    expect((await visitor.post('/dashboard/webhooks/deliveries/1/resend')).status).toBe(404);
    expect((await visitor.post('/dashboard/webhooks/targets/1/remove')).status).toBe(404);
  });
});

describe('traffic', () => {
  it('shows each call, masked, with the reason of a refusal and a corrected curl', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await callApi(mock, '/v1/cards?limit=500');
    const id = await idOfFirst(visitor, '/dashboard/traffic', /id="call-(\d+)"/);
    const { html } = await visitor.get(`/dashboard/traffic/${id}`);
    expect(html).toContain('authorization: Bearer shbx_mHL8oYX…');
    expect(html).toContain('limit must be an integer from 1 to 100; got &quot;500&quot;');
    expect(html).toContain(`'${mock.url}/v1/cards?limit=25'`);
  });

  it('is filtered by status, path and key, and cleared', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await callApi(mock, '/v1/account');
    await callApi(mock, '/v1/cards?limit=1');
    await callApi(mock, '/v1/account', { token: null });
    const count = async (query: string) =>
      (await visitor.get(`/dashboard/traffic?${query}`)).html.match(/id="call-/g)?.length ?? 0;
    expect(await count('')).toBe(3);
    expect(await count('status=4xx')).toBe(1);
    expect(await count('path=account')).toBe(2);
    expect(await count('key=shbx_mHL8oYX')).toBe(2);
    await visitor.post('/dashboard/traffic/clear');
    expect(await count('')).toBe(0);
  });
});

describe('the simulator', () => {
  it('freezes, advances and resumes the clock, and shows what became due', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await visitor.post('/dashboard/simulator/clock/freeze');
    expect(mock.clock.read().frozen).toBe(true);
    await visitor.post('/dashboard/gradings', { outcome: 'failure', delay: '5m' });
    const { html } = await visitor.postAndFollow('/dashboard/simulator/clock/advance', { by: '6m' });
    expect(html).toMatch(/is failed/);
    await visitor.post('/dashboard/simulator/clock/resume');
    expect(mock.clock.read().frozen).toBe(false);
    expect((await visitor.post('/dashboard/simulator/clock/advance', { by: 'soon' })).status).toBe(400);
  });

  it('adds and removes faults', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const form = { kind: 'status', status: '503', next: '1', operation: 'getAccount' };
    const { html } = await visitor.postAndFollow('/dashboard/simulator/faults', form);
    expect(html).toContain('operation getAccount');
    expect((await callApi(mock, '/v1/account')).status).toBe(503);
    expect((await callApi(mock, '/v1/account')).status).toBe(200);
    await visitor.post('/dashboard/simulator/faults', { kind: 'reset' });
    const [reset] = await mock.faults.list();
    await visitor.post(`/dashboard/simulator/faults/${reset?.id}/remove`);
    expect((await callApi(mock, '/v1/account')).status).toBe(200);
    expect((await visitor.post('/dashboard/simulator/faults', { kind: 'status' })).status).toBe(400);
  });

  it('resets to another world after a question that names it', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const asked = await visitor.get('/dashboard/simulator/reset?world=empty&seed=7');
    expect(asked.html).toMatch(/<dialog open[^>]*>.*empty.*with seed 7/s);
    const form = { world: 'empty', seed: '7' };
    const { html } = await visitor.postAndFollow('/dashboard/simulator/reset', form);
    expect(html).toContain('The world empty with seed 7 is recreated.');
    expect(mock.world.current).toMatchObject({ source: 'empty', seed: 7 });
  });

  it('shows how much of the rate limit each client has used', async () => {
    const mock = await startMock({ rateLimit: 600 });
    const visitor = await signedIn(mock);
    await callApi(mock, '/v1/account');
    await callApi(mock, '/v1/account');
    expect((await visitor.get('/dashboard/simulator')).html).toContain('2 of 600');
  });
});

describe('the overview', () => {
  it('counts what the account has and names the last failures', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await callApi(mock, '/v1/gradings/not-a-uuid');
    const { html } = await visitor.get('/dashboard');
    expect(html).toMatch(/<b>60<\/b><small>\d+ graded, \d+ raw/);
    expect(html).toMatch(/<b>48<\/b><small>4 open, 3 failed/);
    expect(html).toContain(`${mock.url}/v1/account`);
    expect(html).toContain('id must be a UUID');
  });
});

describe('the API reference', () => {
  it('has a page for every operation, with the provenance of its facts', async () => {
    const visitor = await signedIn(await startMock());
    const { html } = await visitor.get('/docs');
    const pages = new Set([...html.matchAll(/href="(\/docs\/\w+)"/g)].map(([, href]) => href ?? ''));
    expect(pages.size).toBe(10);
    for (const path of pages) {
      const page = await visitor.get(path);
      expect([path, page.status, /badge (seed|documented|assumed)/.test(page.html)]).toEqual([
        path,
        200,
        true,
      ]);
    }
  });

  it('gives the document itself, complete in one file', async () => {
    const mock = await startMock();
    const json = await callApi(mock, '/openapi.json', { token: null });
    expect(json.body).toMatchObject({ openapi: '3.1.0', info: { title: 'CHCK Partner API' } });
    const yaml = await callApi(mock, '/openapi.yaml', { token: null });
    expect(yaml.headers.get('content-type')).toContain('application/yaml');
    expect(yaml.body).not.toContain('.json');
  });
});
