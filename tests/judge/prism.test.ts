import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CardListItem, Grading } from '../../src/contract/names.js';
import { operations } from '../../src/contract/operations.js';
import { createMock, type Mock } from '../../src/mock.js';
import { findingsOf, type PrismProxy, startPrismProxy } from './prism-proxy.js';

const seen = new Set<string>();
let mock: Mock;
/** Replaces a response that breaks the document by its own error. */
let strict: PrismProxy;
/** Lets everything pass, bad requests too, and lists what it finds. */
let lenient: PrismProxy;

beforeAll(async () => {
  mock = await createMock({ rateLimit: 100_000 });
  [strict, lenient] = await Promise.all([
    startPrismProxy(mock.url, { errors: true }),
    startPrismProxy(mock.url, { errors: false }),
  ]);
});

afterAll(async () => {
  await Promise.all([strict?.close(), lenient?.close()]);
  await mock?.close();
});

interface Asked {
  operation: string;
  method?: string;
  path: string;
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** Sends a request through a proxy, and fails if Prism replaces the mock's response or finds anything in it. */
async function ask(proxy: PrismProxy, token: string | undefined, asked: Asked): Promise<string> {
  const { operation, method = 'GET', path, status, headers, body } = asked;
  const response = await fetch(proxy.url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  expect([operation, path, response.status, text]).toEqual([
    operation,
    path,
    status,
    expect.not.stringContaining('stoplight.io/prism'),
  ]);
  expect(response.headers.get('x-request-id')).not.toBeNull();
  expect(findingsOf(response.headers).filter(({ location }) => location[0] === 'response')).toEqual([]);
  seen.add(`${operation} ${status}`);
  return text;
}

describe('Prism', () => {
  it('finds a wrong response', async () => {
    const liar = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"status":"well enough"}');
    });
    await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
    const address = liar.address();
    const proxy = await startPrismProxy(
      `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
      { errors: true },
    );
    try {
      const response = await fetch(`${proxy.url}/health`);
      expect([response.status, await response.text()]).toEqual([500, expect.stringContaining('VIOLATIONS')]);
    } finally {
      await proxy.close();
      liar.close();
    }
  });

  it.each(['default', 'empty', 'pagination-edges', 'timestamp-ties'])(
    'finds nothing in any response of the world %s',
    async (world) => {
      await mock.reset({ world });
      for (const account of await mock.accounts.list()) {
        if (account.role !== 'partner' || account.userId === null) continue;
        const { token } = await mock.keys.create({ account: account.id, name: 'judge' });
        await ask(strict, token, { operation: 'getHealth', path: '/health', status: 200 });
        await ask(strict, token, { operation: 'getAccount', path: '/v1/account', status: 200 });
        const gradings = await pages<Grading>(token, 'listGradings', '/v1/gradings?limit=60', 'gradings');
        const cards = await pages<CardListItem>(token, 'listCards', '/v1/cards?limit=60', 'cards');
        for (const query of [
          'q=a',
          'graded=graded',
          'graded=raw',
          'category_id=1',
          'sort=grade',
          'sort=year&dir=asc',
        ])
          await ask(strict, token, { operation: 'listCards', path: `/v1/cards?${query}`, status: 200 });
        // Every grading of the default world, a few of worlds whose gradings are all of one kind.
        const some = world === 'default' ? 100 : 5;
        for (const { id } of gradings.slice(0, some))
          await ask(strict, token, { operation: 'getGrading', path: `/v1/gradings/${id}`, status: 200 });
        for (const card of cards.slice(0, some))
          await ask(strict, token, {
            operation: 'getCard',
            path: `/v1/cards/${card.user_card_id}`,
            status: 200,
          });
      }
    },
  );

  it('finds nothing in the responses about webhook targets', async () => {
    const { token } = await mock.keys.create({ account: 1, name: 'judge' });
    const at = '/v1/webhook-targets';
    await ask(strict, token, { operation: 'listWebhookTargets', path: at, status: 200 });
    for (const outcome of ['success', 'failure']) {
      const body = JSON.stringify({ outcome, url: 'https://partner.example/hook' });
      const text = await ask(strict, token, {
        operation: 'createWebhookTarget',
        method: 'POST',
        path: at,
        status: 201,
        body,
      });
      await ask(strict, token, { operation: 'listWebhookTargets', path: at, status: 200 });
      const path = `${at}/${JSON.parse(text).id}`;
      await ask(strict, token, { operation: 'deleteWebhookTarget', method: 'DELETE', path, status: 204 });
      await ask(strict, token, { operation: 'deleteWebhookTarget', method: 'DELETE', path, status: 404 });
    }
  });

  it('finds nothing in refusals', async () => {
    await mock.reset({ world: 'default' });
    const { key, token } = await mock.keys.create({ account: 1, name: 'judge' });
    const member = await mock.keys.create({ account: 3, name: 'unusable' });
    for (const { id, method, path, secured } of operations().values()) {
      if (!secured) continue;
      const asked = {
        operation: id,
        method: method.toUpperCase(),
        path: path
          .replace('{id}', id === 'getGrading' ? 'c3a1f2de-8b54-4f0e-9d2a-6a1b7c5e4f10' : '99')
          .replace('{user_card_id}', '99'),
        ...(method === 'post' && { body: '{"outcome":"success","url":"https://partner.example/"}' }),
      };
      await ask(lenient, undefined, { ...asked, status: 401, headers: { authorization: 'none' } });
      await ask(strict, 'shbx_unknown', { ...asked, status: 401 });
      await ask(strict, member.token, { ...asked, status: 403 });
      if (path.includes('{')) await ask(strict, token, { ...asked, status: 404 });
      if (path.includes('{'))
        await ask(lenient, token, { ...asked, path: path.replace(/\{\w+\}/, 'x'), status: 400 });
      if (id.startsWith('list') && id !== 'listWebhookTargets')
        await ask(lenient, token, { ...asked, path: `${path}?limit=0`, status: 400 });
    }
    const create = { operation: 'createWebhookTarget', method: 'POST', path: '/v1/webhook-targets' };
    await ask(lenient, token, { ...create, status: 400, body: '{"outcome":"maybe"}' });
    const remove = { operation: 'deleteWebhookTarget', method: 'DELETE', path: '/v1/webhook-targets/99' };
    for (const operation of [create, remove]) {
      const headers = { 'content-type': 'text/plain' };
      await ask(lenient, token, { ...operation, status: 415, body: 'x', headers });
      const body = JSON.stringify({ padding: 'x'.repeat(1_100_000) });
      await ask(lenient, token, { ...operation, status: 413, body });
    }
    await mock.keys.revoke(key.id);
    await ask(strict, token, { operation: 'getAccount', path: '/v1/account', status: 401 });
  });

  it('finds nothing in the responses of a mock that limits or fails requests', async () => {
    const failing = await createMock({ rateLimit: 8, onError: () => undefined });
    const proxy = await startPrismProxy(failing.url, { errors: true });
    try {
      const broken = async () => {
        throw new Error('broken');
      };
      Object.assign(failing.targets, { listForUser: broken, createForUser: broken, removeForUser: broken });
      const body = '{"outcome":"success","url":"https://partner.example/"}';
      const target = { path: '/v1/webhook-targets', status: 500 };
      await ask(proxy, failing.token, { operation: 'listWebhookTargets', ...target });
      await ask(proxy, failing.token, { operation: 'createWebhookTarget', method: 'POST', ...target, body });
      await ask(proxy, failing.token, {
        operation: 'deleteWebhookTarget',
        method: 'DELETE',
        path: '/v1/webhook-targets/1',
        status: 500,
      });
      for (let left = 5; left > 0; left -= 1) await fetch(`${failing.url}/health`);
      for (const { id, method, path } of operations().values()) {
        const filled = path
          .replace('{id}', id === 'getGrading' ? 'c3a1f2de-8b54-4f0e-9d2a-6a1b7c5e4f10' : '99')
          .replace('{user_card_id}', '99');
        await ask(proxy, failing.token, {
          operation: id,
          method: method.toUpperCase(),
          path: filled,
          status: 429,
          ...(method === 'post' && { body }),
        });
      }
    } finally {
      await proxy.close();
      await failing.close();
    }
  });

  it('has seen every documented status of every operation', () => {
    // A 500 of the operations that only read the store cannot be made without breaking the store itself.
    const documented = [...operations().values()].flatMap(({ id, responses }) =>
      responses.map(({ status }) => `${id} ${status}`).filter((line) => !/ 5(00|XX)$/.test(line)),
    );
    expect(documented.filter((line) => !seen.has(line))).toEqual([]);
  });
});

async function pages<Item>(token: string, operation: string, path: string, list: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const text: string = await ask(strict, token, {
      operation,
      path: `${path}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      status: 200,
    });
    const body = JSON.parse(text);
    items.push(...body[list]);
    cursor = body.next_cursor;
  }
  return items;
}
