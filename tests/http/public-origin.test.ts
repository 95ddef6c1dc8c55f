import { describe, expect, it } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../src/mock.js';
import { rawRequest, sendRaw } from '../support/raw-request.js';
import { startReverseProxy } from '../support/reverse-proxy.js';
import { startMock } from '../support/start-mock.js';

async function behindProxy(options: (proxy: string) => MockOptions): Promise<{ mock: Mock; proxy: string }> {
  let started: Mock | undefined;
  const proxy = await startReverseProxy(() => started);
  started = await startMock(options(proxy));
  return { mock: started, proxy };
}

async function imageLink(mock: Mock, base: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${base}/v1/cards?limit=1`, {
    headers: { authorization: `Bearer ${mock.token}`, ...headers },
  });
  const { cards } = await response.json();
  return cards[0].images.front;
}

describe('publicUrl', () => {
  it('is the origin of image links, which work through a proxy that changes Host', async () => {
    const { mock, proxy } = await behindProxy((publicUrl) => ({ publicUrl }));

    const link = await imageLink(mock, proxy);

    expect(new URL(link).origin).toBe(proxy);
    expect((await fetch(link)).status).toBe(200);
    expect((await fetch(link.replace('front', 'back'))).status).toBe(403);
  });

  it('is what the mock calls itself, in its url and in the portal', async () => {
    const mock = await startMock({ publicUrl: 'http://mock.localhost:8080' });
    expect(mock.url).toBe('http://mock.localhost:8080');

    const local = `http://127.0.0.1:${mock.port}`;
    const [account] = await mock.accounts.list();
    const signIn = await fetch(`${local}/dashboard/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ account: String(account?.id) }),
    });
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await (await fetch(`${local}/dashboard`, { headers: { cookie } })).text();
    expect(page).toContain('http://mock.localhost:8080/v1/');
    expect(page).not.toContain(local);
  });

  it('lets the pages of the public address use /_mock, and no other pages', async () => {
    const { proxy } = await behindProxy((publicUrl) => ({
      publicUrl,
      host: '0.0.0.0',
      adminToken: 'an admin token of some length',
    }));
    const reset = (origin: string) =>
      fetch(`${proxy}/_mock/requests`, {
        headers: { origin, authorization: 'Bearer an admin token of some length' },
      });
    expect((await reset(proxy)).status).toBe(200);
    expect((await reset('http://evil.example')).status).toBe(403);
  });

  it.each([
    'mock.example',
    'ftp://mock.example',
    'https://mock.example/path',
    'https://u:p@mock.example',
    '',
  ])('is refused when it is no origin: %j', async (publicUrl) => {
    await expect(createMock({ publicUrl })).rejects.toThrow(
      'publicUrl must be an http or https origin without a path',
    );
  });

  it('needs an admin token when it is reachable from other machines', async () => {
    await expect(createMock({ publicUrl: 'https://mock.example' })).rejects.toThrow(
      'On mock.example the mock is reachable from other machines, so the dashboard and /_mock need an admin token',
    );
  });
});

describe('trustProxy', () => {
  it('takes the origin of links from X-Forwarded-*, and the links work through the proxy', async () => {
    const { mock, proxy } = await behindProxy(() => ({ trustProxy: true }));
    const link = await imageLink(mock, proxy);
    expect(new URL(link).origin).toBe(proxy);
    expect((await fetch(link)).status).toBe(200);
  });

  it('takes https from X-Forwarded-Proto, and the client from the end of X-Forwarded-For', async () => {
    const mock = await startMock({ trustProxy: true });
    const link = await imageLink(mock, mock.url, {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'shop.example',
      'x-forwarded-for': '198.51.100.1, 203.0.113.7',
    });
    expect(new URL(link).origin).toBe('https://shop.example');
    expect((await mock.requests.list())[0]?.clientAddress).toBe('203.0.113.7');
  });

  it('takes a Host behind the proxy that is no host for none', async () => {
    const mock = await startMock({ trustProxy: true });
    const link = await imageLink(mock, mock.url, { 'x-forwarded-host': '[', 'x-forwarded-for': '<script>' });
    expect(new URL(link).origin).toBe('http://localhost');
    expect((await mock.requests.list())[0]?.clientAddress).toBe('127.0.0.1');
  });

  it('does not let X-Forwarded-Host past the check of Host', async () => {
    const mock = await startMock({ trustProxy: true });
    const forged = ['Host: evil.example', 'X-Forwarded-Host: localhost'];
    const foreign = ['Host: localhost', 'X-Forwarded-Host: evil.example'];
    expect((await sendRaw(mock, rawRequest(mock, 'GET /_mock/requests', forged))).status).toBe(403);
    expect((await sendRaw(mock, rawRequest(mock, 'GET /_mock/requests', foreign))).status).toBe(403);
  });
});

describe('without trustProxy', () => {
  it('X-Forwarded-* changes nothing', async () => {
    const { mock, proxy } = await behindProxy(() => ({}));
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' };
    expect(new URL(await imageLink(mock, mock.url, forwarded)).origin).toBe(mock.url);
    expect(new URL(await imageLink(mock, proxy)).origin).toBe('http://upstream.internal');
    expect((await mock.requests.list())[0]?.clientAddress).toBe('127.0.0.1');
  });
});
