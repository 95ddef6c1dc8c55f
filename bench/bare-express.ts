import express from 'express';

/** The measure of speed: an empty Express app with its default settings, which returns the same object with `res.json`. */
const [port, body = '{}'] = process.argv.slice(2);
const value: unknown = JSON.parse(body);
const app = express();
app.get('/', (_request, response) => {
  response.json(value);
});
app.listen(Number(port), '127.0.0.1');
