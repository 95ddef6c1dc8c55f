import type { Clock } from '../clock.js';
import type { AdminToken } from '../http/admin-token.js';
import type { Journal } from '../http/journal.js';
import type { KeyUsage } from '../http/key-usage.js';
import type { PublicOrigin } from '../http/public-origin.js';
import type { RateLimiter } from '../http/rate-limit.js';
import type { Memory } from '../memory.js';
import type { Services } from '../services/services.js';
import type { Store } from '../store/store.js';

/** What the Partner API returns to a user; undefined when it is 404. */
export interface ApiResponses {
  getCard(userId: number, userCardId: number, origin: string): Promise<unknown>;
  getGrading(userId: number, gradingId: string, origin: string): Promise<unknown>;
}

/** A picture as PNG, by the part of a presigned link between `/images/` and `?`; undefined when it does not exist. */
export type FindPicture = (path: string) => Promise<Uint8Array | undefined>;

/** What the portal is built on. */
export interface PortalDependencies {
  services: Services;
  store: Store;
  clock: Clock;
  journal: Journal;
  keyUsage: KeyUsage;
  publicOrigin: PublicOrigin;
  memory: Memory;
  /** Undefined when requests are not limited. */
  rateLimiter: RateLimiter | undefined;
  apiResponses: ApiResponses;
  findPicture: FindPicture;
  /** Required at sign-in when the mock is reachable beyond loopback; undefined otherwise. */
  adminToken: AdminToken | undefined;
  /** Called with internal errors. */
  onError: (error: unknown) => void;
}
