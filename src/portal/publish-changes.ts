import type { LiveFeed } from './live-feed.js';
import type { PortalDependencies } from './portal-dependencies.js';

/** Publishes the changes in the mock to open pages, whoever caused them. Returns the functions that stop it. */
export function publishChanges(
  { services, clock, keyUsage }: PortalDependencies,
  feed: LiveFeed,
): (() => void)[] {
  const { keys, targets, faults, gradings, deliveries, requests, scenarios, world, shared } = services;
  return [
    requests.onCount(() => feed.publish('traffic')),
    requests.onElsewhere(() => feed.publish('traffic')),
    keys.onChange(() => feed.publish('keys')),
    keyUsage.onWritten(() => feed.publish('keys')),
    targets.onChange(() => {
      feed.publish('targets');
      feed.publish('deliveries');
    }),
    faults.onChange(() => feed.publish('faults')),
    scenarios.onChange(() => feed.publish('scenarios')),
    clock.onChange(() => feed.publish('clock')),
    deliveries.onAttempt(() => feed.publish('deliveries')),
    gradings.onChange(() => {
      feed.publish('deliveries');
      feed.publish('gradings');
    }),
    shared.onChange((topic) => {
      if (topic === 'keys') feed.publish('keys');
      if (topic === 'targets') feed.publish('targets');
      if (topic === 'state') feed.publish('faults');
    }),
    world.onReplaced(() => feed.publish('world')),
  ];
}
