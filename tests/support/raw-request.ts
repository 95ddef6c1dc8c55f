import { connect } from 'node:net';
import type { Mock } from '../../src/mock.js';

/** A response read from the wire, headers in lower case; `answers` counts status lines, for pipelined requests. */
export interface RawResponse {
  status: number;
  headers: Record<string, string>;
  text: string;
  answers: number;
}

/** Sends bytes as they are and reads until the server closes; give the last request `Connection: close`. */
export async function sendRaw(mock: Mock, bytes: string | Buffer): Promise<RawResponse> {
  const received = await new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(mock.port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
  const [head = '', ...rest] = received.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    text: rest.join('\r\n\r\n'),
    answers: received.match(/HTTP\/1\.1 \d{3} /g)?.length ?? 0,
  };
}

/** The text of a request that closes its connection, with the mock's token unless `headers` has another. */
export function rawRequest(mock: Mock, line: string, headers: readonly string[] = [], body = ''): Buffer {
  const given = headers.map((header) => header.slice(0, header.indexOf(':')).toLowerCase());
  const own = [
    ...(given.includes('host') ? [] : [`Host: 127.0.0.1:${mock.port}`]),
    ...(given.includes('authorization') ? [] : [`Authorization: Bearer ${mock.token}`]),
    'Connection: close',
  ];
  const head = [`${line} HTTP/1.1`, ...own, ...headers].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), Buffer.from(body, 'utf8')]);
}
