import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Sends exactly the given bytes and returns the status of the response; 0 when the connection ended without one. */
export function sendRaw(
  baseUrl: string,
  bytes: string,
  timeout: number,
): Promise<{ status: number; text: string }> {
  const { protocol, hostname, port } = new URL(baseUrl);
  const secure = protocol === 'https:';
  const at = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (secure ? 443 : 80)) };
  return new Promise((resolve) => {
    const socket = secure ? connectTls({ ...at, servername: hostname }) : connectTcp(at);
    const chunks: Buffer[] = [];
    socket.setTimeout(timeout, () => socket.destroy());
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      resolve({ status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0), text });
    });
    socket.on('connect', () => socket.end(bytes));
  });
}
