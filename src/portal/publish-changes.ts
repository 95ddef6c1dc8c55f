import type { LiveFeed } from './live-feed.js';
import type { PortalDependencies } from './portal-dependencies.js';

/** Lets open pages know of whatever happens in the mock, whoever caused it; returns the functions that end that. */
export function publishChanges(
  { services, clock, keyUsage }: PortalDependencies,
  feed: LiveFeed,
): (() => void)[] {
  return [
    services.requests.onRequest(() => feed.announce('traffic')),
    keyUsage.onWritten(() => feed.announce('keys')),
    clock.onChange(() => feed.announce('clock')),
    services.deliveries.onAttempt(() => feed.announce('deliveries')),
    services.gradings.onChange(() => {
      feed.announce('deliveries');
      feed.announce('gradings');
    }),
    services.world.onReplaced(() => feed.announce('world')),
  ];
}
