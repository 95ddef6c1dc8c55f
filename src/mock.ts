import express from 'express';
import { Clock } from './clock.js';
import { createControl } from './control/router.js';
import { ActiveDeviations } from './http/active-deviations.js';
import type { Deviation } from './http/deviation.js';
import { Journal } from './http/journal.js';
import { KeyUsage } from './http/key-usage.js';
import { isLoopbackName } from './http/origin-guard.js';
import { RateLimiter } from './http/rate-limit.js';
import { HttpServer } from './http/server.js';
import { ImageLinks } from './images/image-links.js';
import { createPictureRenderer } from './images/pictures.js';
import { createImages, findPicture } from './partner-api/images.js';
import { createPartnerApi } from './partner-api/partner-api.js';
import { createApiResponses } from './partner-api/responses.js';
import { createPortal } from './portal/portal.js';
import { Services } from './services/services.js';
import { WorldService } from './services/world.js';
import { openStore, type Store } from './store/store.js';
import { createSurface, type Surface } from './surface/surface.js';
import type { WebhookTimestamp } from './webhooks/attempt-log.js';
import { Dispatcher } from './webhooks/dispatcher.js';
import { defaultRetrySchedule } from './webhooks/retry-schedule.js';
import { webhookKey } from './webhooks/signature.js';
import { WebhookSender } from './webhooks/webhook-sender.js';
import type { Progress } from './world/populate-account.js';

export interface MockOptions {
  /** The port to listen on; 0, the default, takes any free one. */
  port?: number;
  /** The address to listen on; 127.0.0.1 unless told. Beyond loopback `adminToken` is demanded. */
  host?: string;
  /** A world's name or the path of a world file; `default` unless told, or what `data` holds. */
  world?: string;
  /** The integer that all generated data follows from; 1 unless told, or what `data` holds. */
  seed?: number;
  /** The SQLite file to keep everything in; in memory, and gone at the end, when absent. */
  data?: string;
  /** Requests a minute for each client address, or `off`; 600 unless told (contract §3). */
  rateLimit?: number | 'off';
  /** How long image links are good, in seconds; 300 unless told (contract §7). */
  presignedUrlTtlSeconds?: number;
  /** The wait after a webhook's first failed attempt, in ms; 5 s unless told. It doubles with each further one. */
  webhookRetryBaseMs?: number;
  /** The longest wait between attempts, in ms; 1 h unless told. */
  webhookRetryCapMs?: number;
  /** How long an attempt may take, in ms of real time; 15 s unless told. */
  webhookTimeoutMs?: number;
  /** `whsec_…`: adds Standard Webhooks headers to every delivery; none are sent unless told (contract §8). */
  webhookSecret?: string;
  /** The clock of `webhook-timestamp`. Verifiers compare it with real time. Default: `real`. */
  webhookTimestamp?: WebhookTimestamp;
  /** Whether webhooks may go to private addresses when the mock is reachable beyond loopback; not unless told. */
  allowPrivateTargets?: boolean;
  /** Wrong behaviours to show, such as those of the contract rules; none unless told. */
  deviations?: readonly Deviation[];
  /** Guards the mock's own surface when it is reachable beyond loopback. */
  adminToken?: string;
  /** Told how far a world has been made, in cards. */
  onProgress?: (progress: Progress) => void;
  /** Told of errors that are the mock's own fault; they go to stderr unless told. */
  onError?: (error: unknown) => void;
}

/** A running mock. */
export interface Mock extends Surface {
  /** Such as `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly port: number;
  /** A development token that works now; undefined when there is none, or when the mock is reachable beyond loopback. */
  readonly token: string | undefined;
  /** Everything that the mock remembers. */
  readonly store: Store;
  readonly services: Services;
  readonly dispatcher: Dispatcher;
  readonly journal: Journal;
  readonly keyUsage: KeyUsage;
  /** Ends requests under way, writes what is pending, and closes the store. A second call waits for the first. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The mock would be reachable beyond this machine, and nothing would guard its own surface. */
export class AdminTokenMissingError extends Error {
  readonly code = 'admin_token_missing';
}

const DEFAULT_RATE_LIMIT = 600;
const DEFAULT_TTL_SECONDS = 300;
const DEFAULT_WEBHOOK_TIMEOUT_MS = 15_000;

/**
 * Puts a mock together and starts it. Throws PortTakenError, AddressError, AdminTokenMissingError,
 * DatabaseUnusableError, WorldError, WebhookSecretError, and ConflictError when `data` holds another world than was asked for.
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const { host = '127.0.0.1', adminToken, onError = reportError } = options;
  const shared = !isLoopbackName(host);
  if (shared && !adminToken) {
    throw new AdminTokenMissingError(
      `On ${host} the mock is reachable from other machines, so its dashboard and /_mock need an admin token: set CHCK_ADMIN_TOKEN, or listen on 127.0.0.1.`,
    );
  }
  const store = await openStore(options.data);
  try {
    return await start(store, { ...options, host, onError }, shared ? adminToken : undefined);
  } catch (error) {
    await store.close();
    throw error;
  }
}

type StartOptions = MockOptions & Required<Pick<MockOptions, 'host' | 'onError'>>;

async function start(store: Store, options: StartOptions, adminToken: string | undefined): Promise<Mock> {
  const { host, onError } = options;
  const clock = new Clock();
  const deviations = options.deviations?.length ? new ActiveDeviations(options.deviations) : undefined;
  const world = new WorldService(store, options.onProgress);
  await world.open({
    ...(options.world !== undefined && { source: options.world }),
    ...(options.seed !== undefined && { seed: options.seed }),
  });
  const links = new ImageLinks(clock, options.presignedUrlTtlSeconds ?? DEFAULT_TTL_SECONDS);
  const sender = new WebhookSender({
    timeoutMs: options.webhookTimeoutMs ?? DEFAULT_WEBHOOK_TIMEOUT_MS,
    publicOnly: adminToken !== undefined && options.allowPrivateTargets !== true,
  });
  const dispatcher = new Dispatcher(store, clock, deviations?.sender(sender) ?? sender, {
    schedule: {
      baseMs: options.webhookRetryBaseMs ?? defaultRetrySchedule.baseMs,
      capMs: options.webhookRetryCapMs ?? defaultRetrySchedule.capMs,
    },
    seed: () => String(world.current.seed),
    signingKey: options.webhookSecret === undefined ? undefined : webhookKey(options.webhookSecret),
    webhookTimestamp: options.webhookTimestamp,
    onError,
  });
  const services = new Services({ store, clock, world, links, dispatcher, onError });
  await services.load();
  const journal = new Journal();
  const keyUsage = new KeyUsage(store, onError);
  const { rateLimit = DEFAULT_RATE_LIMIT } = options;
  const rateLimiter = rateLimit === 'off' ? undefined : new RateLimiter(clock, rateLimit);
  services.onReset(() => {
    journal.clear();
    keyUsage.clear();
    rateLimiter?.clear();
  });

  services.onSnapshot(() => journal.save());
  services.onSnapshot(() => keyUsage.save());
  services.onSnapshot(() => rateLimiter?.save() ?? (() => undefined));
  const surface = createSurface({ services, dispatcher, journal });

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const pictures = createPictureRenderer();
  const portal = createPortal({
    ...{ services, dispatcher, store, clock, journal, keyUsage, rateLimiter, adminToken, onError },
    answers: createApiResponses(store, links),
    findPicture: (path) => findPicture({ store, pictures }, `/images/${path}`),
  });
  const { targets, faults } = services;
  const acceptDevelopmentKeys = adminToken === undefined;
  const partnerApi = createPartnerApi({
    store,
    clock,
    links,
    targets,
    faults,
    seed: () => world.current.seed,
    journal,
    keyUsage,
    rateLimiter,
    deviations,
    acceptDevelopmentKeys,
    onError,
  });
  if (deviations !== undefined) app.use('/_mock', deviations.json(onError));
  app.use('/_mock', createControl({ services, surface, adminToken, onError }));
  app.use('/images', createImages({ store, clock, links, pictures, journal, deviations, onError }));
  app.use(portal.router);
  app.use(partnerApi);
  const server = await HttpServer.listen(app, options.port ?? 0, host);
  await services.start();
  const token = acceptDevelopmentKeys ? await world.developmentToken() : undefined;

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      portal.close();
      await server.close();
      await services.close();
      await keyUsage.flush();
      await store.close();
    })();
    return closing;
  };
  const url = `http://${reachableName(host)}:${server.port}`;
  return {
    ...surface,
    url,
    port: server.port,
    token,
    store,
    services,
    dispatcher,
    journal,
    keyUsage,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The name under which this machine reaches a server that listens on `host`. */
function reachableName(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function reportError(error: unknown): void {
  console.error(error);
}
