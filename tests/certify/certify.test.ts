import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { certifyCases } from '../../src/certify/certify-handler.js';
import type { Mock } from '../../src/mock.js';
import { verifyWebhook } from '../../src/webhooks/signature.js';
import { runChck } from '../support/run-chck.js';
import { startMock } from '../support/start-mock.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

function certificate(file: string): Buffer {
  return readFileSync(new URL(`../support/certificates/${file}`, import.meta.url));
}

/** Mistakes of a handler. Default: none. */
interface Mistakes {
  ignoresSignature?: boolean;
  verifiesRewrittenJson?: boolean;
  marksFirst?: boolean;
  readsTwice?: boolean;
  refusesExtraFields?: boolean;
  demandsContentLength?: boolean;
  refusesUnknown?: boolean;
  readsNothing?: boolean;
}

/** A handler with mistakes. Returns its address. */
async function startHandler(mock: Mock, mistakes: Mistakes = {}): Promise<string> {
  const done = new Set<string>();
  const handle = async (request: IncomingMessage, body: string): Promise<number> => {
    if (mistakes.demandsContentLength && request.headers['content-length'] === undefined) return 411;
    const payload = JSON.parse(body);
    if (!mistakes.ignoresSignature) {
      const signed = mistakes.verifiesRewrittenJson ? JSON.stringify(payload) : body;
      try {
        verifyWebhook(signed, request.headers, SECRET);
      } catch {
        return 401;
      }
    }
    if (mistakes.refusesExtraFields && Object.keys(payload).length > 2) return 422;
    const { grading_session_id: id, outcome } = payload;
    if (outcome === 'failure' || done.has(id) || mistakes.readsNothing) return 204;
    done.add(id);
    for (const _read of mistakes.readsTwice ? [1, 2] : [1]) {
      const response = await fetch(`${mock.url}/v1/gradings/${id}`, {
        headers: { authorization: `Bearer ${mock.token}` },
      });
      if (response.status === 404) return mistakes.refusesUnknown ? 500 : 204;
      if (response.ok) continue;
      if (!mistakes.marksFirst) done.delete(id);
      return 503;
    }
    return 204;
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      handle(request, Buffer.concat(chunks).toString('utf8')).then(
        (status) => response.writeHead(status).end(),
        () => response.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
}

async function certify(mock: Mock, handler: string, ...more: string[]) {
  const quickly = ['--patience', '300ms', '--settle', '40ms', '--webhook-secret', SECRET];
  return runChck('certify', handler, '--url', mock.url, '--json', ...quickly, ...more);
}

async function verdicts(mistakes: Mistakes, ...ids: string[]) {
  const mock = await startMock();
  const ran = await certify(
    mock,
    await startHandler(mock, mistakes),
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

  it.each<[string, Mistakes, string]>([
    ['accepts unsigned webhooks', { ignoresSignature: true }, 'signature-missing'],
    ['accepts stale signatures', { ignoresSignature: true }, 'signature-stale'],
    ['accepts signatures of another secret', { ignoresSignature: true }, 'signature-wrong'],
    ['verifies JSON that it serialized itself', { verifiesRewrittenJson: true }, 'exact-bytes'],
    ['marks a grading as processed before it is', { marksFirst: true }, 'retry-after-own-error'],
    ['processes one webhook twice', { readsTwice: true }, 'success'],
    ['refuses unknown fields', { refusesExtraFields: true }, 'extra-fields'],
    ['demands a content length', { demandsContentLength: true }, 'chunked-body'],
    ['fails on unknown gradings', { refusesUnknown: true }, 'unknown-session'],
  ])('fails a handler that %s', async (_title, mistakes, id) => {
    expect(await verdicts(mistakes, id)).toEqual({ status: 1, [id]: 'failed' });
  });

  it('is inconclusive for a handler that makes no call', async () => {
    expect(await verdicts({ readsNothing: true }, 'success', 'failure')).toEqual({
      status: 0,
      success: 'not-checked',
      failure: 'passed',
    });
    expect(await verdicts({ readsNothing: true }, 'success')).toMatchObject({ status: 2 });
  });

  it('counts inconclusive cases as failed with --require-all, and writes JUnit', async () => {
    const mock = await startMock();
    const file = join(mkdtempSync(join(tmpdir(), 'chck-')), 'reports', 'certify.xml');
    const handler = await startHandler(mock, { readsNothing: true });
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
