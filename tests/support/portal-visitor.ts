import type { Mock } from '../../src/mock.js';

/** A response of the portal. */
export interface PortalPage {
  status: number;
  headers: Headers;
  html: string;
}

/** Uses the portal without JavaScript: keeps the cookie and sends forms. */
export class PortalVisitor {
  readonly #mock: Mock;
  cookie = '';

  constructor(mock: Mock) {
    this.#mock = mock;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<PortalPage> {
    return this.#send(path, { headers });
  }

  async post(
    path: string,
    form: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<PortalPage> {
    return this.#send(path, { method: 'POST', body: new URLSearchParams(form), headers });
  }

  /** Sends a form and follows the redirect. */
  async postAndFollow(path: string, form: Record<string, string> = {}): Promise<PortalPage> {
    const response = await this.post(path, form);
    return this.get(response.headers.get('location') ?? 'nowhere');
  }

  async #send(
    path: string,
    init: { method?: string; body?: URLSearchParams; headers: Record<string, string> },
  ) {
    const headers = { ...(this.cookie && { cookie: this.cookie }), ...init.headers };
    const response = await fetch(this.#mock.url + path, { ...init, headers, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) this.cookie = set.split(';')[0] ?? '';
    return { status: response.status, headers: response.headers, html: await response.text() };
  }
}

/** A visitor who is signed in. Default: as the first account of the world. */
export async function signedIn(mock: Mock, accountId = 1): Promise<PortalVisitor> {
  const visitor = new PortalVisitor(mock);
  await visitor.post('/dashboard/sign-in', { account: String(accountId) });
  return visitor;
}
