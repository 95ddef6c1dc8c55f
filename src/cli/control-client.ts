import { routes } from '../control/control-types.gen.js';
import type { ControlOperationId, ControlRequest, ControlResult } from '../control/operation-types.js';
import { isObject, parseJson } from '../json.js';
import { type ControlOptions, DEFAULT_URL } from './control-options.js';
import { RefusedError, UsageError } from './errors.js';
import type { Terminal } from './terminal.js';

/** The parts of a request that an operation uses. */
export type ControlParts<Id extends ControlOperationId> = {
  [Part in keyof ControlRequest<Id> as ControlRequest<Id>[Part] extends Record<string, never>
    ? never
    : Part]: ControlRequest<Id>[Part];
};

/** Calls `/_mock` of a running mock. */
export class ControlClient {
  readonly #options: ControlOptions;
  readonly #signal: () => AbortSignal;

  /** `signal` makes the signal that aborts one call. Default: the terminal's interruption. */
  constructor(
    terminal: Terminal,
    options: ControlOptions,
    signal: () => AbortSignal = () => terminal.interrupted,
  ) {
    this.#signal = signal;
    this.#options = options;
  }

  /** The result of an operation. Throws UsageError when no mock responds, RefusedError when the mock refuses. */
  async run<Id extends ControlOperationId>(id: Id, parts: ControlParts<Id>): Promise<ControlResult<Id>> {
    const { path = {}, query = {}, body }: Parts = parts;
    const route = routes[id];
    const filled = route.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(path[name])));
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) search.set(name, String(value));
    return this.#call(route.method, search.size === 0 ? filled : `${filled}?${search}`, body);
  }

  async #call<Body>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Body> {
    const { url, adminToken } = this.#options;
    if (!URL.canParse(url) || !/^https?:/.test(url)) {
      throw new UsageError(
        `--url must be the http address of a mock, such as ${DEFAULT_URL}; it is "${url}".`,
      );
    }
    let response: Response;
    try {
      response = await fetch(url.replace(/\/+$/, '') + path, {
        method,
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(adminToken && { authorization: `Bearer ${adminToken}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: this.#signal(),
      });
    } catch (cause) {
      throw new UsageError(
        `No mock responds at ${url}. Start one with \`chck serve\`, or give the address of a running one with --url.`,
        { cause },
      );
    }
    const text = await response.text();
    const parsed = parseJson(text);
    if (response.ok && (text === '' || parsed !== undefined)) return parsed as Body;
    throw new RefusedError(
      response.status,
      refusalMessage(parsed) ?? `${url} returned ${response.status}; is a CHCK mock running there?`,
    );
  }
}

interface Parts {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: object;
}

function refusalMessage(parsed: unknown): string | undefined {
  const error = isObject(parsed) ? parsed.error : undefined;
  return isObject(error) && 'message' in error ? String(error.message) : undefined;
}
