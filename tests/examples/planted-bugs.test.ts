import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Mock } from '../../src/mock.js';
import { runChck } from '../support/run-chck.js';
import { callApi, startMock } from '../support/start-mock.js';
import { type PlantedBug, plantBug, plantedBugs } from './planted-bugs.js';

/** The example backend with a bug, running against a mock; waits move the mock's clock. */
async function startBackend(mock: Mock, bug: PlantedBug | undefined): Promise<string> {
  const folder = plantBug(bug);
  const load = (file: string) => import(pathToFileURL(join(folder, file)).href);
  const { createChckClient } = await load('chck.js');
  const { createBackend } = await load('backend.js');
  const sleep = (ms: number) => mock.clock.advance(ms);
  const app: RequestListener = createBackend(
    createChckClient({ baseUrl: mock.url, token: mock.token, sleep }),
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Everything that readiness asks for: a 429, failures, pages, a webhook twice, a picture after its link ran out. */
async function exercise(mock: Mock, backend: string): Promise<void> {
  const target = await mock.targets.create({ url: `${backend}/webhooks` });
  await mock.faults.add({ kind: 'status', status: 429, retryAfter: 2, operation: 'listGradings', next: 1 });
  await fetch(`${backend}/sync`, { method: 'POST' });
  await mock.faults.add({ kind: 'status', status: 503, next: 2, operation: 'listGradings' });
  await fetch(`${backend}/sync`, { method: 'POST' });
  await mock.trigger({ outcome: 'success', duplicates: 1 });
  await mock.deliveries.settled();
  await mock.trigger({ outcome: 'success', additions: { added_later: 'yes' } });
  await mock.deliveries.settled();
  const { body } = await callApi(mock, '/v1/cards?graded=graded&limit=1');
  const picture = `${backend}/cards/${body.cards[0].user_card_id}/picture`;
  await (await fetch(picture)).arrayBuffer();
  await mock.clock.advance('6m');
  await (await fetch(picture)).arrayBuffer();
  await mock.targets.remove(target.id);
}

async function failuresOf(command: string[], mock: Mock) {
  const { status, out } = await runChck(...command, '--url', mock.url, '--json');
  const { results } = JSON.parse(out) as { results: { id: string; verdict: string }[] };
  return {
    status,
    failed: results.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id),
    results,
  };
}

const certify = (backend: string) => [
  'certify',
  `${backend}/webhooks`,
  ...['--patience', '400ms', '--settle', '60ms'],
];

const named: Record<string, { readiness: string[]; certify: string[] }> = {
  'retries-at-once-on-429': { readiness: ['honours-retry-after', 'backs-off-on-5xx'], certify: [] },
  'skips-a-page-boundary': { readiness: ['sends-given-cursors'], certify: [] },
  'processes-a-duplicate-twice': {
    readiness: ['processes-duplicates-once'],
    certify: ['duplicate', 'duplicate-at-once'],
  },
  'stores-presigned-urls': { readiness: ['treats-image-links-as-short-lived'], certify: [] },
};

describe('the example backend', () => {
  it.each(plantedBugs)('with the bug $name is named', async (bug) => {
    const mock = await startMock();
    const backend = await startBackend(mock, bug);
    await exercise(mock, backend);
    const readiness = await failuresOf(['readiness'], mock);
    expect(readiness).toMatchObject({ status: 1, failed: named[bug.name]?.readiness });
    const expected = named[bug.name]?.certify ?? [];
    if (expected.length === 0) return;
    expect(await failuresOf(certify(backend), mock)).toMatchObject({ status: 1, failed: expected });
  });

  it('without a bug passes readiness and certification', async () => {
    const mock = await startMock();
    const backend = await startBackend(mock, undefined);
    await exercise(mock, backend);
    const readiness = await failuresOf(['readiness'], mock);
    expect(readiness).toMatchObject({ status: 0, failed: [] });
    const open = readiness.results.filter(({ verdict }) => verdict !== 'passed').map(({ id }) => id);
    expect(open).toEqual([
      'stops-on-401',
      'stops-on-403',
      'answers-webhooks-before-the-work',
      'verifies-the-outcome',
      'drops-unknown-gradings',
    ]);
    const certified = await failuresOf(certify(backend), mock);
    expect(certified).toMatchObject({ status: 0, failed: [] });
    const unseen = certified.results.filter(({ verdict }) => verdict !== 'passed').map(({ id }) => id);
    expect(unseen).toEqual(['late']);
  });
});
