import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import type { Fault } from './faults/fault.js';
import { type Call, failure, framework, invalid, type Reply, readBody, write } from './http.js';
import { Images } from './images.js';
import * as lists from './lists.js';
import { type Account, type Key, State } from './state.js';
import type { Bug, Switches, Variation } from './switches.js';
import * as targets from './targets.js';
import * as views from './views.js';
import { Webhooks } from './webhooks.js';

export interface ReferenceServer {
  url: string;
  state: State;
  webhooks: Webhooks;
  close(): Promise<void>;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const largest = 2n ** 63n - 1n;

class Reference {
  readonly state = new State();
  readonly images: Images;
  readonly webhooks: Webhooks;
  private origin = '';
  private window = { from: 0, count: 0 };

  constructor(
    private readonly switches: Switches,
    private readonly prefix: string,
    private readonly fault: Fault | null,
  ) {
    this.images = new Images(this.state, switches);
    this.webhooks = new Webhooks(this.state, switches, 150, fault?.webhooks ?? {});
  }

  readonly server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://reference');
      const path = url.pathname.startsWith(this.prefix) ? url.pathname.slice(this.prefix.length) : '/outside';
      const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
      const call: Call = { method, path, query: url.searchParams, headers: request.headers, body };
      const respond = (each: Call): Reply => this.dress(each, this.limited(each) ?? this.guarded(each));
      const reply = this.fault?.intercept?.(call, respond, this.state) ?? respond(call);
      const send = (): void => write(response, reply, request.method === 'HEAD', this.switches);
      if (this.switches.variations.has('slow')) setTimeout(send, 2);
      else send();
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address() as AddressInfo | null;
    this.origin = `http://127.0.0.1:${address?.port}`;
    return `${this.origin}${this.prefix}`;
  }

  private readonly link = (path: string): string => this.images.link(`${this.origin}${this.prefix}`, path);

  private limited(call: Call): Reply | null {
    if (call.method === 'OPTIONS' || call.path.startsWith('/store/')) return null;
    if (this.state.now() - this.window.from >= 60_000) this.window = { from: this.state.now(), count: 0 };
    this.window.count += 1;
    if (this.window.count <= this.state.limit) return null;
    const refusal = framework(429, 'Too Many Requests', 'Rate limit exceeded, retry in 1 minute');
    return { ...refusal, headers: { 'retry-after': '1' } };
  }

  private guarded(call: Call): Reply {
    try {
      return this.answer(call);
    } catch {
      return framework(500, 'Internal Server Error', 'Something went wrong');
    }
  }

  private dress(call: Call, reply: Reply): Reply {
    const { bugs, variations } = this.switches;
    const headers: Record<string, string> = { ...reply.headers };
    const { origin } = call.headers;
    if (origin !== undefined && !bugs.has('no-cors-header')) headers['access-control-allow-origin'] = origin;
    if (!variations.has('no-rate-limit-headers') && !call.path.startsWith('/store/')) {
      headers['x-ratelimit-limit'] = '600';
      headers['x-ratelimit-remaining'] = String(Math.max(0, 600 - this.window.count));
      headers['x-ratelimit-reset'] = '60';
    }
    return { ...reply, headers };
  }

  private unknownRoute(call: Call): Reply {
    if (this.switches.variations.has('other-unknown-route-body'))
      return { status: 404, raw: { type: 'text/html', bytes: Buffer.from(`<h1>${hostname().length}</h1>`) } };
    return framework(404, 'Not Found', `Route ${call.method}:${call.path} not found`);
  }

  private refused(code: 'missing_credentials' | 'invalid_credentials'): Reply {
    const { bugs, variations } = this.switches;
    const more = variations.has('long-error-bodies') ? { message: 'See the guide', request_id: 'r-1' } : {};
    const shown = bugs.has('missing-and-invalid-credentials-are-one') ? 'invalid_credentials' : code;
    const reply = failure(401, shown, more);
    if (variations.has('no-www-authenticate')) return reply;
    const error = shown === 'missing_credentials' ? 'invalid_request' : 'invalid_token';
    return { ...reply, headers: { 'www-authenticate': `Bearer realm="shoebox", error="${error}"` } };
  }

  private authenticate(call: Call): Key | Reply {
    if (call.key !== undefined) return call.key;
    const { bugs, variations } = this.switches;
    const header = call.headers.authorization ?? '';
    const token = /^bearer +(\S+)$/i.exec(header)?.[1];
    if (token === undefined) {
      const other = header !== '' && variations.has('basic-is-invalid-credentials');
      return this.refused(other ? 'invalid_credentials' : 'missing_credentials');
    }
    const hash = views.hashOf(token);
    const key = this.state.keys.find((candidate) => candidate.hash === hash);
    if (key === undefined || (key.revoked && !bugs.has('revoked-key-still-works')))
      return this.refused('invalid_credentials');
    if (!key.account.usable && !bugs.has('unusable-account-is-served')) return failure(403, 'key_not_usable');
    return key;
  }

  private answer(call: Call): Reply {
    if (call.method === 'OPTIONS')
      return {
        status: 204,
        headers: {
          'access-control-allow-methods': 'GET, POST, DELETE',
          'access-control-allow-headers': 'authorization, content-type',
        },
      };
    if (call.path.startsWith('/store/')) return this.images.answer(call.path, call.query);
    if (call.path === '/health' && call.method === 'GET') return { status: 200, body: { status: 'ok' } };
    if (!call.path.startsWith('/v1/')) return this.unknownRoute(call);
    const key = this.authenticate(call);
    if ('status' in key) return key;
    const reply = this.operation(key.account, call);
    if (reply.status < 400 || this.switches.bugs.has('failed-calls-count-as-use'))
      key.lastUsedAt = this.state.iso();
    if (this.switches.bugs.has('account-shows-the-token-hash') && call.path === '/v1/account')
      return { status: 200, body: { id: key.account.id, token_hash: key.hash } };
    return reply;
  }

  private operation(account: Account, call: Call): Reply {
    const [, , collection, id, rest] = call.path.split('/');
    if (rest !== undefined) return this.unknownRoute(call);
    const route = `${call.method} ${collection}${id === undefined ? '' : '/:id'}`;
    const { switches, state } = this;
    if (route === 'GET account') return { status: 200, body: views.account(account, switches) };
    if (route === 'GET gradings') return lists.gradings(account, call.query, switches);
    if (route === 'GET gradings/:id') return this.grading(account, id ?? '');
    if (route === 'GET cards') return lists.cards(account, call.query, this.link, switches);
    if (route === 'GET cards/:id') return this.card(account, id ?? '');
    if (route === 'GET webhook-targets') return targets.list(account, switches);
    if (route === 'POST webhook-targets') return targets.create(account, call, state, switches);
    if (route === 'DELETE webhook-targets/:id') return targets.remove(account, id ?? '', switches);
    return this.unknownRoute(call);
  }

  private grading(account: Account, id: string): Reply {
    const { bugs } = this.switches;
    if (!uuid.test(id)) {
      if (bugs.has('bad-uuid-is-a-server-error')) throw new Error('invalid input syntax for type uuid');
      return invalid('id', 'Invalid UUID');
    }
    const visible = bugs.has('foreign-grading-is-readable') ? this.state.accounts : [account];
    const owner = visible.find((each) => each.gradings.some((grading) => grading.id === id));
    const grading = owner?.gradings.find((each) => each.id === id);
    const card = owner?.cards.find((each) => each.id === grading?.cardId);
    if (grading === undefined || card === undefined) return failure(404, 'not_found');
    return {
      status: 200,
      body: {
        grading: views.gradingRow(grading),
        card: views.catalogCard(card, this.switches),
        user_card_grade: views.grade(grading, this.link, this.switches),
      },
    };
  }

  private card(account: Account, id: string): Reply {
    if (!/^[1-9]\d*$/.test(id)) return invalid('user_card_id', 'Expected a positive integer');
    if (BigInt(id) > largest && this.switches.variations.has('out-of-range-id-is-400'))
      return invalid('user_card_id', 'Too big');
    const card = account.cards.find((each) => String(each.id) === id);
    if (card !== undefined) {
      return { status: 200, body: views.cardDetail(account, card, this.link, this.switches) };
    }
    const foreign = this.state.accounts.some((each) => each.cards.some((other) => String(other.id) === id));
    if (foreign && this.switches.bugs.has('foreign-card-is-forbidden-not-absent'))
      return failure(403, 'forbidden');
    return failure(404, 'not_found');
  }

  async close(): Promise<void> {
    this.webhooks.stop();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

/** A Partner API in memory that shares no code with the kit; `prefix` is a path that stands before every route. */
export async function startReferenceServer(
  options: { bugs?: Bug[]; variations?: Variation[]; prefix?: string; fault?: Fault } = {},
): Promise<ReferenceServer> {
  const switches = { bugs: new Set(options.bugs), variations: new Set(options.variations) };
  const reference = new Reference(switches, options.prefix ?? '', options.fault ?? null);
  const url = await reference.listen();
  return {
    url,
    state: reference.state,
    webhooks: reference.webhooks,
    close: () => reference.close(),
  };
}
