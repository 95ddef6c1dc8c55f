import type { LiveFeed } from './live-feed.js';
import type { PortalDependencies } from './portal-dependencies.js';
import type { SignIns } from './sign-ins.js';

/** Lets open pages know of whatever happens in the mock, whoever caused it; returns the functions that end that. */
export function publishChanges(
  { services, clock, journal, keyUsage, dispatcher }: PortalDependencies,
  feed: LiveFeed,
  signIns: SignIns,
): (() => void)[] {
  return [
    journal.subscribe(() => feed.announce('traffic')),
    keyUsage.onWritten(() => feed.announce('keys')),
    clock.onChange(() => feed.announce('clock')),
    dispatcher.onAttempt(() => feed.announce('deliveries')),
    services.onActivity(() => {
      feed.announce('deliveries');
      feed.announce('gradings');
    }),
    services.onReset(() => {
      signIns.clear();
      feed.announce('world');
    }),
  ];
}
