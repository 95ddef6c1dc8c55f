import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { lastErrorHandler } from '../../src/http/mount.js';
import { HttpServer } from '../../src/http/server.js';

it('an error that no router handles is a 500 without a stack trace, and goes to onError', async () => {
  const errors: unknown[] = [];
  const failure = new Error('disk on fire');
  const app = express();
  app.get('/throws', () => {
    throw failure;
  });
  app.get('/breaks-off', (_request, response) => {
    response.write('half of it');
    throw failure;
  });
  app.use(lastErrorHandler((error) => errors.push(error)));
  const server = await HttpServer.listen(app, 0, '127.0.0.1');
  onTestFinished(() => server.close(0));

  const response = await fetch(`http://127.0.0.1:${server.port}/throws`);
  expect([response.status, await response.json()]).toEqual([
    500,
    {
      statusCode: 500,
      error: 'Internal Server Error',
      message: 'Internal error',
    },
  ]);
  const half = fetch(`http://127.0.0.1:${server.port}/breaks-off`).then((response) => response.text());
  await expect(half).rejects.toThrow();
  expect(errors).toEqual([failure, failure]);
});
