import express, { type Express } from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createExpressServer } from '../../src/http/express-server.js';
import { HttpServer } from '../../src/http/server.js';

async function serve(app: Express): Promise<string> {
  const server = await HttpServer.listen(createExpressServer(app), 0, '127.0.0.1');
  onTestFinished(() => server.close());
  return `http://127.0.0.1:${server.port}`;
}

describe('a server for Express', () => {
  it('creates requests and responses with the application’s prototypes', async () => {
    const app = express();
    const seen: boolean[] = [];
    const server = createExpressServer(app);
    server.prependListener('request', (request, response) => {
      seen.push(
        Object.getPrototypeOf(request) === app.request,
        Object.getPrototypeOf(response) === app.response,
      );
    });
    app.use((_request, response) => response.json({}));
    const listening = await HttpServer.listen(server, 0, '127.0.0.1');
    onTestFinished(() => listening.close());
    await fetch(`http://127.0.0.1:${listening.port}/`);
    expect(seen).toEqual([true, true]);
  });

  it('has Express’s own API on requests', async () => {
    const app = express();
    app.set('trust proxy', true);
    app.get('/things/:id', (request, response) => {
      const { ip, protocol, hostname, path, query, params, fresh, xhr } = request;
      const type = request.is('json');
      response.json({
        ip,
        protocol,
        hostname,
        path,
        query,
        params,
        fresh,
        xhr,
        type,
        host: request.get('X-Own'),
      });
    });
    const url = await serve(app);
    const response = await fetch(`${url}/things/7?a=1`, {
      headers: {
        'x-forwarded-for': '203.0.113.7',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'partner.example',
        'x-own': 'own',
        'x-requested-with': 'XMLHttpRequest',
      },
    });
    expect(await response.json()).toEqual({
      ip: '203.0.113.7',
      protocol: 'https',
      hostname: 'partner.example',
      path: '/things/7',
      query: { a: '1' },
      params: { id: '7' },
      fresh: false,
      xhr: true,
      type: null,
      host: 'own',
    });
  });

  it('has Express’s own API on responses', async () => {
    const app = express();
    app.use(express.json());
    app.post('/echo', (request, response) => {
      response.status(201).cookie('a', '1', { httpOnly: true }).set('X-Own', 'own').vary('Origin');
      response.type('json').json(request.body);
    });
    app.get('/away', (_request, response) => response.redirect('/echo'));
    app.get('/broken', () => {
      throw new Error('broken');
    });
    app.use((_error: unknown, _request: express.Request, response: express.Response, _next: unknown) => {
      response.status(500).send('handled');
    });
    const url = await serve(app);
    const echoed = await fetch(`${url}/echo`, {
      method: 'POST',
      body: '{"b":2}',
      headers: { 'content-type': 'application/json' },
    });
    expect([echoed.status, await echoed.json()]).toEqual([201, { b: 2 }]);
    expect(['set-cookie', 'x-own', 'vary', 'content-type'].map((name) => echoed.headers.get(name))).toEqual([
      'a=1; Path=/; HttpOnly',
      'own',
      'Origin',
      'application/json; charset=utf-8',
    ]);
    const away = await fetch(`${url}/away`, { redirect: 'manual' });
    expect([away.status, away.headers.get('location')]).toEqual([302, '/echo']);
    expect(await (await fetch(`${url}/broken`)).text()).toBe('handled');
  });
});
