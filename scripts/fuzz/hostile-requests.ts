import { apiDocument } from '../../src/contract/document.js';
import { controlOperations } from '../../src/control/document.js';
import type { Operation } from '../../src/openapi/operation.js';
import { documentOperations } from '../../src/openapi/operations.js';
import type { SeededRandom } from '../../src/world/seeded-random.js';
import { hostileHeaders, hostileJson, hostileTexts } from './hostile-values.js';

/** How the bytes of a request reach the server. */
export type Transfer = 'whole' | 'pieces' | 'half, then closed' | 'half, then reset' | 'repeated';

export interface HostileRequest {
  bytes: Buffer;
  transfer: Transfer;
  /** Whether a conforming server has to respond, or may wait for the rest. */
  isComplete: boolean;
}

interface Route {
  methods: readonly string[];
  path: string;
  query: readonly string[];
  fields: readonly string[];
  isForm: boolean;
}

/** What a request may have by chance: methods that HTTP has, and what only looks like one. */
const methods = [
  'GET',
  'POST',
  'DELETE',
  'PUT',
  'PATCH',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'QUERY',
  'get',
  'G@T',
  'PRI',
];

const oddTargets = [
  '*',
  '//',
  '///',
  '//evil.example/v1/cards',
  '/%',
  '/%zz/',
  '/v1/../dashboard',
  '/v1//cards',
  '/v1/cards/',
  '/v1/cards?',
  '/v1/cards??limit=1?',
  '/v1/cards#x',
  '/V1/CARDS',
  '/images/',
  '/images/..%2f..%2fpackage.json',
  '/docs/../../etc/passwd',
  'http://evil.example/v1/account',
  'http://[/v1/account',
  'v1/account',
  `/${'a/'.repeat(4000)}`,
  `/v1/cards?${'q=a&'.repeat(3000)}`,
  `/v1/cards?${'a[b]'.repeat(1000)}=1`,
  '/v1/cards?limit=1\x00',
];

const pages = [
  '',
  ...[
    '/api-keys',
    '/api-keys/{id}/revoke',
    '/cards',
    '/cards/{id}',
    '/gradings',
    '/gradings/new',
    '/gradings/{id}',
  ],
  ...['/gradings/{id}/resend', '/gradings/{id}/complete', '/webhooks', '/webhooks/targets', '/webhooks/fire'],
  ...['/webhooks/targets/{id}/remove', '/webhooks/targets/{id}/test', '/webhooks/deliveries/{id}'],
  ...['/webhooks/deliveries/{id}/resend', '/traffic', '/traffic.har', '/traffic/clear', '/traffic/{id}'],
  ...['/traffic/{id}/replay', '/simulator', '/simulator/reset', '/simulator/snapshots', '/simulator/faults'],
  ...['/simulator/snapshots/{id}/restore', '/simulator/faults/{id}/remove', '/simulator/clock/advance'],
  ...['/simulator/clock/freeze', '/simulator/clock/resume', '/simulator/clock/next', '/sign-in', '/sign-out'],
  ...['/shortcuts', '/draft', '/pictures/{id}', '/assets/{id}/{id}'],
].map((page) => `/dashboard${page}`);

const otherPaths = [
  '/',
  '/docs',
  '/docs/{id}',
  '/openapi.yaml',
  '/openapi.json',
  '/favicon.ico',
  '/images/{id}',
];

const formFields = [
  'name',
  'account',
  'count',
  'outcome',
  'grade',
  'url',
  'by',
  'world',
  'kind',
  'q',
  'page',
];

/** Makes hostile requests for every route of the mock. The same random numbers give the same requests. */
export class HostileRequests {
  readonly #random: SeededRandom;
  readonly #routes: readonly Route[];
  readonly #host: string;
  readonly #token: string;

  constructor(random: SeededRandom, { host, token }: { host: string; token: string }) {
    this.#random = random;
    this.#host = host;
    this.#token = token;
    this.#routes = [
      ...documentOperations(apiDocument()).map(routeOf),
      ...controlOperations().map(routeOf),
      ...[...pages, ...otherPaths].map((path) => ({
        methods: ['GET', 'POST'],
        path,
        query: formFields,
        fields: formFields,
        isForm: true,
      })),
    ];
  }

  next(): HostileRequest {
    const random = this.#random;
    const route = random.pick(this.#routes);
    const method = random.pick(random.chance(0.85) ? route.methods : methods);
    const target = random.chance(0.9) ? this.#target(route) : random.pick(oddTargets);
    const version = random.pick(
      random.chance(0.97) ? ['HTTP/1.1'] : ['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTP/1.1', ''],
    );
    const odd = Array.from({ length: random.integer(0, 3) }, () => random.pick(hostileHeaders));
    const body = method === 'GET' || method === 'HEAD' ? '' : this.#body(route);
    const head = [
      `${method} ${target} ${version}`,
      ...(random.chance(0.97) ? [`Host: ${this.#host}`] : []),
      ...(random.chance(0.7) ? [`Authorization: Bearer ${this.#token}`] : []),
      ...(body === '' ? [] : this.#bodyHeaders(route, body)),
      ...odd,
      'Connection: close',
    ].join(random.chance(0.98) ? '\r\n' : '\n');
    const bytes = Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), Buffer.from(body, 'utf8')]);
    return this.#transferred(bytes, odd.length === 0 && version === 'HTTP/1.1');
  }

  #transferred(bytes: Buffer, isPlain: boolean): HostileRequest {
    const roll = this.#random.integer(0, 99);
    if (roll < 4) return { bytes: this.#half(bytes), transfer: 'half, then closed', isComplete: false };
    if (roll < 8) return { bytes: this.#half(bytes), transfer: 'half, then reset', isComplete: false };
    if (roll < 12) return { bytes: this.#garbled(bytes), transfer: 'whole', isComplete: false };
    if (roll < 16) return { bytes, transfer: 'repeated', isComplete: isPlain };
    return { bytes, transfer: roll < 20 ? 'pieces' : 'whole', isComplete: isPlain };
  }

  #target({ path, query }: Route): string {
    const random = this.#random;
    const text = () => encoded(random.pick(hostileTexts), random.chance(0.5));
    const filled = path.replaceAll(/\{\w+\}/g, text);
    const pairs = Array.from({ length: random.integer(0, 3) }, () => {
      const isKnown = query.length > 0 && random.chance(0.8);
      return `${random.pick(isKnown ? query : oddNames)}=${text()}`;
    });
    return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`;
  }

  #body({ fields, isForm }: Route): string {
    const random = this.#random;
    if (random.chance(0.3)) return random.pick(hostileJson);
    const chosen = fields.filter(() => random.chance(0.6));
    if (isForm) return chosen.map((field) => `${field}=${encodeText(random.pick(hostileTexts))}`).join('&');
    return `{${chosen.map((field) => `${JSON.stringify(field)}:${this.#value()}`).join(',')}}`;
  }

  #value(): string {
    const json = this.#random.pick(hostileJson);
    return this.#random.chance(0.7) || !isJson(json) ? JSON.stringify(this.#random.pick(hostileTexts)) : json;
  }

  #bodyHeaders({ isForm }: Route, body: string): string[] {
    const length = `Content-Length: ${Buffer.byteLength(body)}`;
    if (this.#random.chance(0.1)) return [length];
    return [length, `Content-Type: ${isForm ? 'application/x-www-form-urlencoded' : 'application/json'}`];
  }

  #half(bytes: Buffer): Buffer {
    return bytes.subarray(0, this.#random.integer(1, bytes.length - 1));
  }

  #garbled(bytes: Buffer): Buffer {
    const copy = Buffer.from(bytes);
    for (let change = 0; change < 3; change += 1) {
      copy[this.#random.integer(0, copy.length - 1)] = this.#random.integer(0, 255);
    }
    return copy;
  }
}

const oddNames = ['a', 'a[b]', '__proto__', '', 'limt', 'access_token'];

function routeOf({ method, path, parameters, requestBody }: Operation): Route {
  return {
    methods: [method.toUpperCase()],
    path,
    query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
    fields: Object.keys(requestBody?.schema.properties ?? {}),
    isForm: false,
  };
}

/** As a client writes it, or with the bytes as they are, which a request line can hold only without blanks. */
function encoded(text: string, isProper: boolean): string {
  return isProper ? encodeText(text) : text.replaceAll(/[\s#]/g, '+');
}

function encodeText(text: string): string {
  return encodeURIComponent(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
