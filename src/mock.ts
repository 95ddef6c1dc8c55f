import express, { type Express } from 'express';
import { Clock } from './clock.js';
import { createControl } from './control/router.js';
import { toMilliseconds } from './duration.js';
import { ActiveDeviations } from './http/active-deviations.js';
import { AdminToken } from './http/admin-token.js';
import { createExpressServer } from './http/express-server.js';
import { Journal } from './http/journal.js';
import { KeyUsage } from './http/key-usage.js';
import { lastErrorHandler, mountBySegment, onDemand } from './http/mount.js';
import { PublicOrigin } from './http/public-origin.js';
import { RateLimiter } from './http/rate-limit.js';
import { HttpServer } from './http/server.js';
import { requiredAdminToken } from './http/shared-access.js';
import { ImageLinks } from './images/image-links.js';
import { createPictureRenderer, type PictureRenderer } from './images/picture-renderer.js';
import { Memory } from './memory.js';
import { type Mock, openMock } from './mock-handle.js';
import { assertMockOptions, type MockOptions } from './mock-options.js';
import { createImages, findPicture } from './partner-api/images.js';
import { createPartnerApi } from './partner-api/partner-api.js';
import { createApiResponses } from './partner-api/responses.js';
import { createPortal } from './portal/portal.js';
import type { BackgroundWork } from './services/background-work.js';
import { createServices, type Services } from './services/services.js';
import type { SharedJournal } from './services/shared-journal.js';
import { openPostgresStore, openStore, type Store } from './store/store.js';
import { Dispatcher } from './webhooks/dispatcher.js';
import { defaultRetrySchedule } from './webhooks/retry-schedule.js';
import { webhookKey } from './webhooks/signature.js';
import { WebhookSender } from './webhooks/webhook-sender.js';
import { CurrentWorld } from './world/current-world.js';

export type { Mock } from './mock-handle.js';
export type { MockOptions } from './mock-options.js';

/** The parts of a mock that its HTTP server and its end need. */
interface Parts {
  store: Store;
  clock: Clock;
  world: CurrentWorld;
  links: ImageLinks;
  journal: Journal;
  keyUsage: KeyUsage;
  rateLimiter: RateLimiter | undefined;
  deviations: ActiveDeviations | undefined;
  memory: Memory;
  services: Services;
  background: BackgroundWork;
  sharedJournal: SharedJournal;
  publicOrigin: PublicOrigin;
  /** Undefined on loopback. */
  adminToken: AdminToken | undefined;
  onError: (error: unknown) => void;
}

/** Closes one part of a mock. The last part that was opened is closed first. */
type Closer = () => Promise<void> | void;

const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_RATE_LIMIT = 600;
const DEFAULT_TTL_SECONDS = 300;
const DEFAULT_WEBHOOK_TIMEOUT = '15s';

/**
 * Starts a mock. Throws InvalidArgumentError, PortTakenError, AddressError, AdminTokenMissingError,
 * DatabaseUnusableError, WorldError, WebhookSecretError, and ConflictError when `data` holds another world than the
 * given one.
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  assertMockOptions(options);
  const { host = DEFAULT_HOST, port = 0, data, database, databaseSchema } = options;
  const publicOrigin = new PublicOrigin(options);
  const secret = requiredAdminToken(host, options);
  const adminToken = secret === undefined ? undefined : new AdminToken(secret, onErrorOf(options));
  const store = await (database === undefined
    ? openStore(data)
    : openPostgresStore(database, databaseSchema));
  let isStarted = false;
  const closers: Closer[] = [() => (isStarted ? store.close() : store.discard())];
  const closeAll = async () => {
    for (const close of closers.toReversed()) await close();
  };
  try {
    const parts = await assemble(store, options, { publicOrigin, adminToken });
    const { services, background, sharedJournal, keyUsage, world, onError } = parts;
    closers.push(
      () => keyUsage.flush().catch(onError),
      () => sharedJournal.write().catch(onError),
      () => background.close(),
    );
    const { app, pictures, closePortal } = createApp(parts, options);
    closers.push(() => pictures.close());
    const server = await HttpServer.listen(createExpressServer(app), port, host);
    closers.push(
      () => server.close(),
      () => background.beginClose(),
      () => closePortal(),
    );
    await background.start();
    const token = await (adminToken === undefined ? world.developmentToken() : world.fixedToken());
    const url = publicOrigin.publicUrl ?? `http://${reachableName(host)}:${server.port}`;
    isStarted = true;
    return openMock(services, { url, port: server.port, token }, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Creates everything behind the HTTP server. */
async function assemble(
  store: Store,
  options: MockOptions,
  { publicOrigin, adminToken }: Pick<Parts, 'publicOrigin' | 'adminToken'>,
): Promise<Parts> {
  const { rateLimit = DEFAULT_RATE_LIMIT, presignedUrlTtlSeconds = DEFAULT_TTL_SECONDS } = options;
  const onError = onErrorOf(options);
  const clock = new Clock();
  const world = new CurrentWorld(store, options.onProgress, options.developmentToken);
  await world.open(options);
  const links = new ImageLinks(clock, presignedUrlTtlSeconds, () => world.imageSecret);
  const journal = new Journal();
  const keyUsage = new KeyUsage(store, onError);
  const rateLimiter = rateLimit === 'off' ? undefined : new RateLimiter(clock, rateLimit);
  const memory = new Memory();
  memory.register('clock', clock);
  memory.register('image links', links);
  memory.register('journal', journal);
  memory.register('key usage', keyUsage);
  if (rateLimiter !== undefined) memory.register('rate limit', rateLimiter);
  const deviations = options.deviations?.length ? new ActiveDeviations(options.deviations) : undefined;
  const dispatcher = createDispatcher(
    { store, clock, world, deviations, isShared: adminToken !== undefined, onError },
    options,
  );
  const { services, background, sharedJournal } = await createServices({
    store,
    clock,
    world,
    links,
    dispatcher,
    journal,
    memory,
    onError,
  });
  return {
    store,
    clock,
    world,
    links,
    journal,
    keyUsage,
    rateLimiter,
    deviations,
    memory,
    services,
    background,
    sharedJournal,
    publicOrigin,
    adminToken,
    onError,
  };
}

function createDispatcher(
  {
    store,
    clock,
    world,
    deviations,
    isShared,
    onError,
  }: Pick<Parts, 'store' | 'clock' | 'world' | 'deviations' | 'onError'> & { isShared: boolean },
  options: MockOptions,
): Dispatcher {
  const { webhookSecret, webhookTimeout = DEFAULT_WEBHOOK_TIMEOUT, allowPrivateTargets = false } = options;
  const { baseMs, capMs } = defaultRetrySchedule;
  const sender = new WebhookSender({
    timeoutMs: toMilliseconds(webhookTimeout, 'webhookTimeout'),
    publicOnly: isShared && !allowPrivateTargets,
  });
  return new Dispatcher(store, clock, deviations?.sender(sender) ?? sender, {
    schedule: {
      baseMs: toMilliseconds(options.webhookRetryBase ?? baseMs, 'webhookRetryBase'),
      capMs: toMilliseconds(options.webhookRetryCap ?? capMs, 'webhookRetryCap'),
    },
    seed: () => String(world.seed),
    webhookTimestamp: options.webhookTimestamp,
    signingKey: webhookSecret === undefined ? undefined : webhookKey(webhookSecret),
    onError,
  });
}

/** Creates the handlers of requests: `/_mock`, `/images`, the portal, and the Partner API for the rest. */
function createApp(
  parts: Parts,
  { developmentToken }: MockOptions,
): { app: Express; pictures: PictureRenderer; closePortal: () => void } {
  const { store, world, links, deviations, services, adminToken, publicOrigin, onError } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const pictures = createPictureRenderer();
  const portal = createPortal({
    ...parts,
    apiResponses: createApiResponses(store, links.uncounted()),
    findPicture: (path) => findPicture({ store, pictures }, `/images/${path}`),
  });
  const { targets, faults } = services;
  const own = express.Router();
  if (deviations !== undefined) own.use('/_mock', deviations.json(onError));
  const control = () => createControl({ services, clock: parts.clock, adminToken, publicOrigin, onError });
  own.use('/_mock', onDemand(control));
  own.use('/images', createImages({ ...parts, pictures }));
  own.use(portal.router);
  const partnerApi = createPartnerApi({
    ...parts,
    targets,
    faults,
    seed: () => world.seed,
    acceptsDevelopmentToken: (token) => adminToken === undefined || token === developmentToken,
  });
  app.use(mountBySegment(['_mock', 'images', ...portal.segments], own, partnerApi));
  app.use(lastErrorHandler(onError));
  return { app, pictures, closePortal: () => portal.close() };
}

function onErrorOf({ onError }: MockOptions): (error: unknown) => void {
  return onError ?? ((error) => console.error(error));
}

/** The name under which this machine reaches a server that listens on `host`. */
function reachableName(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
