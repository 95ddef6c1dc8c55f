import express from 'express';

/** The measure of speed: an Express app with one route that returns the same bytes as the mock. */
const [port, body = ''] = process.argv.slice(2);
const bytes = Buffer.from(body);
const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.get('/', (_request, response) => {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.byteLength,
  });
  response.end(bytes);
});
app.listen(Number(port), '127.0.0.1');
