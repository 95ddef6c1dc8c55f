import { expect, it } from 'vitest';
import { runChck } from '../support/run-chck.js';
import { startMock } from '../support/start-mock.js';

it('takes, lists and restores snapshots of a running mock', async () => {
  const mock = await startMock();
  const chck = (...args: string[]) => runChck('snapshots', ...args, '--url', mock.url);
  expect((await chck('list', '--json')).json()).toEqual({ snapshots: [] });
  const taken = (await chck('take', '--json')).json();
  await mock.targets.create({ url: 'http://127.0.0.1:9/later' });
  expect((await chck()).out).toContain(taken.id);
  expect((await chck('restore', taken.id)).out).toBe(`Restored ${taken.id}.\n`);
  expect(await mock.targets.list()).toEqual([]);
  const missing = await chck('restore', 'nothing');
  expect(missing).toMatchObject({ status: 2 });
  expect(missing.err).toContain('There is no snapshot nothing.');
});
