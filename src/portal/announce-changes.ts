import type { LiveFeed } from './live-feed.js';
import type { PortalDependencies } from './portal-dependencies.js';
import type { Sessions } from './sessions.js';

/** Lets open pages know of whatever happens in the mock, whoever caused it; returns the functions that end that. */
export function announceChanges(
  { services, clock, journal, keyUsage, dispatcher }: PortalDependencies,
  feed: LiveFeed,
  sessions: Sessions,
): (() => void)[] {
  return [
    journal.subscribe(() => feed.announce('traffic')),
    keyUsage.onWritten(() => feed.announce('keys')),
    clock.onChange(() => feed.announce('clock')),
    dispatcher.onAttempt(() => feed.announce('deliveries')),
    services.onActivity(() => {
      feed.announce('deliveries');
      feed.announce('sessions');
    }),
    services.onReset(() => {
      sessions.clear();
      feed.announce('world');
    }),
  ];
}
