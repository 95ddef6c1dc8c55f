import { expect, it } from 'vitest';
import { signedIn } from '../support/portal-visitor.js';
import { sendRaw } from '../support/raw-request.js';
import { startMock } from '../support/start-mock.js';

it('serves the next request on a connection that asked for the event stream with HEAD', async () => {
  const mock = await startMock();
  const { cookie } = await signedIn(mock);
  const headers = `Host: 127.0.0.1:${mock.port}\r\nCookie: ${cookie}\r\n`;
  const { answers } = await sendRaw(
    mock,
    `HEAD /dashboard/events?since=0 HTTP/1.1\r\n${headers}\r\nGET /dashboard/api-keys HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`,
  );
  expect(answers).toBe(2);
}, 10_000);
