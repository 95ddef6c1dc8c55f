import type { Mock } from '../../src/mock.js';

/** A page as it came. */
export interface PortalPage {
  status: number;
  headers: Headers;
  html: string;
}

/** Someone who uses the portal without JavaScript: keeps cookies, sends forms, follows redirects when told. */
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

  /** Sends a form and goes where the answer leads. */
  async postAndFollow(path: string, form: Record<string, string> = {}): Promise<PortalPage> {
    const answer = await this.post(path, form);
    return this.get(answer.headers.get('location') ?? 'nowhere');
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

/** A visitor who is signed in as an account; the world's first unless told. */
export async function signedIn(mock: Mock, accountId = 1): Promise<PortalVisitor> {
  const visitor = new PortalVisitor(mock);
  await visitor.post('/dashboard/sign-in', { account: String(accountId) });
  return visitor;
}
