import type { LiveFeed } from './live-feed.js';
import type { PortalDependencies } from './portal-dependencies.js';

/** Publishes the changes in the mock to open pages. Returns the functions that stop it. */
export function publishChanges(
  { services, clock, keyUsage }: PortalDependencies,
  feed: LiveFeed,
): (() => void)[] {
  return [
    services.requests.onRequest(() => feed.publish('traffic')),
    keyUsage.onWritten(() => feed.publish('keys')),
    clock.onChange(() => feed.publish('clock')),
    services.deliveries.onAttempt(() => feed.publish('deliveries')),
    services.gradings.onChange(() => {
      feed.publish('deliveries');
      feed.publish('gradings');
    }),
    services.world.onReplaced(() => feed.publish('world')),
  ];
}
