import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { certifyCases } from '../../src/certify/certify-handler.js';
import type { Mock } from '../../src/mock.js';
import { runChck } from '../support/run-chck.js';
import { startMock } from '../support/start-mock.js';
import { type Manners, startHandler } from './handler.js';
import { SECRET } from './secret.js';

function certificate(file: string): Buffer {
  return readFileSync(new URL(`../support/certificates/${file}`, import.meta.url));
}

async function certify(mock: Mock, handler: string, ...more: string[]) {
  const quickly = ['--patience', '300ms', '--settle', '40ms', '--webhook-secret', SECRET];
  return runChck('certify', handler, '--url', mock.url, '--json', ...quickly, ...more);
}

async function verdicts(manners: Partial<Manners>, ...ids: string[]) {
  const mock = await startMock();
  const ran = await certify(
    mock,
    await startHandler(mock, manners),
    ...(ids.length > 0 ? ['--only', ids.join(',')] : []),
  );
  const { results }: { results: { id: string; verdict: string }[] } = ran.json();
  return { status: ran.status, ...Object.fromEntries(results.map(({ id, verdict }) => [id, verdict])) };
}

describe('chck certify', () => {
  it('passes a correct handler in every case, signatures included', async () => {
    const { status, ...seen } = await verdicts({});
    const expected = Object.fromEntries(certifyCases.map(({ id }) => [id, 'passed']));
    expect(seen).toEqual({ ...expected, late: 'not-checked' });
    expect(status).toBe(0);
  });

  it('is inconclusive for a handler that makes no call', async () => {
    expect(await verdicts({ calls: false }, 'success', 'failure')).toEqual({
      status: 0,
      success: 'not-checked',
      failure: 'passed',
    });
    expect(await verdicts({ calls: false }, 'success')).toMatchObject({ status: 2 });
  });

  it('counts inconclusive cases as failed with --require-all, and writes JUnit', async () => {
    const mock = await startMock();
    const file = join(mkdtempSync(join(tmpdir(), 'chck-')), 'reports', 'certify.xml');
    const handler = await startHandler(mock, { calls: false });
    const ran = await certify(
      mock,
      handler,
      '--only',
      'success,failure',
      '--require-all',
      '--reporter',
      `junit=${file}`,
    );
    expect(ran.status).toBe(1);
    expect(readFileSync(file, 'utf8')).toContain(
      '<testsuite name="chck.certify.everyday" tests="2" failures="1" errors="0" skipped="0"',
    );
  });

  it('sends nothing to the registered targets of the account', async () => {
    const mock = await startMock();
    const handler = await startHandler(mock);
    await mock.targets.create({ url: handler });
    const ran = await certify(mock, handler, '--only', 'success,duplicate');
    expect(ran.json().counts).toEqual({ passed: 2, failed: 0, known: 0, notChecked: 0 });
  });

  it('says when nothing listens, and when no mock responds', async () => {
    const mock = await startMock();
    const nowhere = await certify(mock, 'http://127.0.0.1:9/hook');
    expect([nowhere.status, nowhere.err]).toEqual([2, expect.stringContaining('Nothing listens at')]);
    const noMock = await runChck('certify', mock.url, '--url', 'http://127.0.0.1:9');
    expect([noMock.status, noMock.err]).toEqual([2, expect.stringContaining('No mock responds')]);
  });

  it('names an untrusted certificate as a TLS problem, before any case', async () => {
    const mock = await startMock();
    const server = createTlsServer({
      key: certificate('self-signed.key'),
      cert: certificate('self-signed.pem'),
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
    });
    const { port } = server.address() as AddressInfo;

    const { status, err } = await certify(mock, `https://127.0.0.1:${port}/webhooks`);

    expect(status).toBe(2);
    expect(err).toContain('(DEPTH_ZERO_SELF_SIGNED_CERT)');
    expect(err).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('prints each case when it has ended', async () => {
    const mock = await startMock();
    const ran = await certify(mock, await startHandler(mock, {}), '--only', 'success,failure');
    expect(ran.err).toMatch(/^ +success: passed \(\d+ ms\)\n +failure: passed \(\d+ ms\)\n/);
  });

  it('starts a handler and a mock for it, whose clock it moves', async () => {
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const ran = await runChck(
      ...['certify', `http://localhost:${port}/webhooks`, '--json', '--only', 'success,late'],
      ...['--start', `PORT=${port} node examples/express-backend/main.js`, '--settle', '40ms'],
    );
    expect(ran.json().counts).toEqual({ passed: 2, failed: 0, known: 0, notChecked: 0 });
    expect(ran.err).toContain(`handler: Receiving webhooks at http://localhost:${port}/webhooks`);
    expect(ran.status).toBe(0);
  });
});
