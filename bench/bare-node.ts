import { createServer } from 'node:http';

/** The floor: Node's own server, which returns the same object. */
const [port, body = '{}'] = process.argv.slice(2);
const value: unknown = JSON.parse(body);
createServer((_request, response) => {
  const text = Buffer.from(JSON.stringify(value));
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': text.byteLength };
  response.writeHead(200, headers).end(text);
}).listen(Number(port), '127.0.0.1');
