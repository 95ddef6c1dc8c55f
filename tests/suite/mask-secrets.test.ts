import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { runSuite } from '../../src/suite/run-contract-suite.js';
import { runInProcess } from '../support/run-in-process.js';
import { startMock } from '../support/start-mock.js';

test('a report holds no token that a service sends back, as it is or in Base64', async () => {
  const mock = await startMock();
  const token = mock.token ?? '';
  const basic = Buffer.from(`Bearer ${token}`).toString('base64');
  // Passes everything on, but responds to GET /v1/account with what it was sent.
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    if (url === '/v1/account' && headers.authorization?.endsWith(token)) {
      const encoded = Buffer.from(headers.authorization).toString('base64');
      outgoing.writeHead(200, { 'content-type': 'application/json', 'x-debug': encoded });
      outgoing.end(JSON.stringify({ authorization: headers.authorization, encoded, id: encoded }));
      return;
    }
    const onward = forward({ host: '127.0.0.1', port: mock.port, method, path: url, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;

  const report = await runSuite(
    { baseUrl: `http://127.0.0.1:${port}`, token, only: ['ACCT-001', 'ACCT-002'], strict: true },
    runInProcess,
  );

  expect(report.results.some(({ verdict }) => verdict === 'failed')).toBe(true);
  const text = JSON.stringify(report);
  expect(text).not.toContain(token);
  expect(text).not.toContain(basic.slice(8, 40));
});
