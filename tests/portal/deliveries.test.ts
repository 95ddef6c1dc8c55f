import { describe, expect, it } from 'vitest';
import { signedIn } from '../support/portal-visitor.js';
import { startReceiver } from '../support/receiver.js';
import { startMock } from '../support/start-mock.js';

const HOME = '/dashboard/webhooks';

/** The names of the tabs with their counts, such as `Retrying 1`. */
function tabsOf(html: string): string[] {
  const tabs = html.split('aria-label="Which deliveries"')[1]?.split('</nav>')[0] ?? '';
  return [...tabs.matchAll(/>(\w+) <span class="count">([^<]*)</g)].map(
    ([, name, count]) => `${name} ${count}`,
  );
}

/** The ids of the deliveries in the list, in order. */
function listed(html: string): number[] {
  return [...html.matchAll(/id="delivery-(\d+)"/g)].map(([, id]) => Number(id));
}

/** A mock at a frozen clock: 1 delivered, 2 retrying, 3 waiting, 4 cancelled. */
async function fourDeliveries() {
  const mock = await startMock();
  await mock.clock.freeze();
  const good = await startReceiver(200);
  const bad = await startReceiver(500, 500, 200);
  await mock.triggers.fire({ outcome: 'success', to: good.url });
  await mock.triggers.fire({ outcome: 'failure', to: `${bad.url}/orders` });
  await bad.until(1);
  await good.until(1);
  const late = { kind: 'delay', delay: '1h' } as const;
  await mock.triggers.fire({ outcome: 'success', to: good.url, fault: late });
  await mock.triggers.fire({ outcome: 'success', to: good.url, fault: late });
  await mock.deliveries.settled();
  await mock.deliveries.cancel([4]);
  return { mock, bad, visitor: await signedIn(mock) };
}

describe('the list of deliveries', () => {
  it('counts each state and filters by state, outcome, text, grading and time', async () => {
    const { mock, visitor } = await fourDeliveries();
    const all = await visitor.get(HOME);
    expect(tabsOf(all.html)).toEqual([
      ...['All 4', 'Waiting 1', 'Retrying 1', 'Sending 0', 'Delivered 1', 'Cancelled 1', 'Dropped 0'],
    ]);
    const shown = async (query: string) => listed((await visitor.get(`${HOME}?${query}`)).html);
    expect(await shown('state=waiting')).toEqual([3]);
    expect(await shown('state=retrying')).toEqual([2]);
    expect(await shown('outcome=failure')).toEqual([2]);
    expect(await shown('text=ORDERS')).toEqual([2]);
    expect(await shown('text=100%25')).toEqual([]);
    expect(await shown('text=delay')).toEqual([4, 3]);
    const [first] = (await mock.deliveries.list()).filter(({ id }) => id === 1);
    expect(await shown(`grading=${first?.gradingId}`)).toEqual([1]);
    await mock.clock.freeze(new Date(Date.parse(mock.clock.now()) + 600_000).toISOString());
    expect(await shown('age=300')).toEqual([]);
    expect(await shown('age=3600')).toEqual([4, 3, 2, 1]);
    expect(tabsOf((await visitor.get(`${HOME}?outcome=failure`)).html)[0]).toBe('All 1');
  });

  it('retries, sends again and cancels the selected ones, and says what was not possible', async () => {
    const { mock, bad, visitor } = await fourDeliveries();
    const selected = `${HOME}/deliveries/selected`;
    const retried = await visitor.postAndFollow(selected, { action: 'retry', id: '1,2' });
    expect(retried.html).toContain(
      'Delivery #2 is tried now. Delivery #1 waits for no attempt, so nothing was done.',
    );
    expect(await bad.until(2)).toHaveLength(2);
    const cancelled = await visitor.postAndFollow(selected, { action: 'cancel', id: '2,3' });
    expect(cancelled.html).toContain('Each of the deliveries #2, #3 is cancelled.');
    const again = await visitor.postAndFollow(selected, { action: 'resend', id: '1,2' });
    expect(again.html).toContain('Each of the deliveries #1, #2 is sent again.');
    await mock.deliveries.settled();
    const states = (await mock.deliveries.list()).map(({ id, state }) => `${id} ${state}`);
    expect(states).toEqual([
      ...['6 delivered', '5 delivered', '4 cancelled', '3 cancelled', '2 cancelled', '1 delivered'],
    ]);
    const none = await visitor.postAndFollow(selected, { action: 'retry' });
    expect(none.html).toContain('Select deliveries in the list first.');
  });

  it('shows the difference between two attempts', async () => {
    const { mock, bad, visitor } = await fourDeliveries();
    const page = `${HOME}/deliveries/2`;
    expect((await visitor.get(page)).html).not.toContain('Difference between attempts');
    await visitor.post(`${page}/retry`);
    await bad.until(2);
    await mock.deliveries.settled();
    await visitor.post(`${page}/retry`);
    await bad.until(3);
    await mock.deliveries.settled();
    const { html } = await visitor.get(`${page}?a=1&b=3`);
    expect(html).toContain('<mark>Response: 500\n</mark>');
    expect(html).toContain('<mark>Response: 200\n</mark>');
    expect((await visitor.get(`${page}?a=1&b=2`)).html).not.toContain('<mark>Response: 500');
  });

  it('stays below 100 KB after many attempts with large responses', async () => {
    const mock = await startMock();
    await mock.clock.freeze();
    const visitor = await signedIn(mock);
    const receiver = await startReceiver((response) => response.writeHead(500).end('x'.repeat(4096)));
    await mock.triggers.fire({ outcome: 'success', to: receiver.url });
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      await mock.deliveries.settled();
      await mock.deliveries.retryNow([1]);
    }
    await mock.deliveries.settled();
    const { html } = await visitor.get(`${HOME}/deliveries/1`);
    expect(html).toContain('The latest 8 of 21 attempts.');
    expect(html.length).toBeLessThan(100_000);
  });

  it('acts on no delivery of another account', async () => {
    const { mock } = await fourDeliveries();
    const other = await signedIn(mock, 2);
    const { status } = await other.post(`${HOME}/deliveries/selected`, { action: 'cancel', id: '2' });
    expect(status).toBe(404);
    expect((await mock.deliveries.list({ state: 'pending' })).map(({ id }) => id)).toEqual([3, 2]);
  });
});
