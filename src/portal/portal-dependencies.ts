import type { Clock } from '../clock.js';
import type { Journal } from '../http/journal.js';
import type { KeyUsage } from '../http/key-usage.js';
import type { RateLimiter } from '../http/rate-limit.js';
import type { Memory } from '../memory.js';
import type { Services } from '../services/services.js';
import type { Store } from '../store/store.js';

/** What the Partner API would answer a user; undefined when it would answer 404. */
export interface ApiResponses {
  getCard(userId: number, userCardId: number, origin: string): Promise<unknown>;
  getGrading(userId: number, gradingId: string, origin: string): Promise<unknown>;
}

/** A picture as PNG, by the part of a presigned link between `/images/` and `?`; undefined when there is none. */
export type FindPicture = (path: string) => Promise<Uint8Array | undefined>;

/** All that the portal stands on; it holds no logic of its own. */
export interface PortalDependencies {
  services: Services;
  store: Store;
  clock: Clock;
  journal: Journal;
  keyUsage: KeyUsage;
  memory: Memory;
  /** Undefined when requests are not limited. */
  rateLimiter: RateLimiter | undefined;
  answers: ApiResponses;
  findPicture: FindPicture;
  /** Demanded at sign-in when the mock is reachable beyond loopback; undefined otherwise. */
  adminToken: string | undefined;
  /** Told of errors that are the mock's own fault. */
  onError: (error: unknown) => void;
}
