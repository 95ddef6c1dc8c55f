import type { LiveFeed } from './live-feed.js';
import type { PortalDependencies } from './portal-dependencies.js';

/** Publishes the changes in the mock to open pages, whoever caused them. Returns the functions that stop it. */
export function publishChanges(
  { services, clock, keyUsage }: PortalDependencies,
  feed: LiveFeed,
): (() => void)[] {
  const { keys, targets, faults, gradings, deliveries, requests, world } = services;
  return [
    requests.onCount(() => feed.publish('traffic')),
    requests.onCleared(() => feed.publish('traffic')),
    keys.onChange(() => feed.publish('keys')),
    keyUsage.onWritten(() => feed.publish('keys')),
    targets.onChange(() => {
      feed.publish('targets');
      feed.publish('deliveries');
    }),
    faults.onChange(() => feed.publish('faults')),
    clock.onChange(() => feed.publish('clock')),
    deliveries.onAttempt(() => feed.publish('deliveries')),
    gradings.onChange(() => {
      feed.publish('deliveries');
      feed.publish('gradings');
    }),
    world.onReplaced(() => feed.publish('world')),
  ];
}
