import { onTestFinished } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../src/mock.js';

/** A mock on a free port that ends with the test. */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const mock = await createMock({ rateLimit: 'off', ...options });
  onTestFinished(() => mock.close());
  return mock;
}

/** The status, headers and parsed JSON (or text) of a response. */
export interface Received {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into JSON of every shape
  body: any;
}

/** Calls the Partner API with a token; `init` as for fetch, `json` as a JSON body. */
export async function callApi(
  mock: Mock,
  path: string,
  {
    token = mock.token,
    json,
    headers,
    ...init
  }: RequestInit & { token?: string | null | undefined; json?: unknown } = {},
): Promise<Received> {
  const all = new Headers(headers);
  if (token) all.set('authorization', `Bearer ${token}`);
  if (json !== undefined) all.set('content-type', 'application/json');
  const response = await fetch(mock.url + path, {
    ...init,
    headers: all,
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== '' ? JSON.parse(text) : text,
  };
}

/** The names of all headers, in the order of the alphabet. */
export function headerNames(headers: Headers): string[] {
  const names: string[] = [];
  headers.forEach((_value, name) => {
    names.push(name);
  });
  return names;
}
