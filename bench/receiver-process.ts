// A receiver in a process of its own. Given `{ status }`, it responds with that from then on; asked `{ count: true }`, it
// returns the number of different gradings it has accepted.
import { createServer } from 'node:http';

let status = 204;
const accepted = new Set<string>();
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    if (status < 300) accepted.add(JSON.parse(body).grading_session_id);
    response.writeHead(status).end();
  });
});
process.on('message', (message: { status?: number }) => {
  if (message.status !== undefined) status = message.status;
  process.send?.({ count: accepted.size });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
