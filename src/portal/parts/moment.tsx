const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });
const steps = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** A time relative to now, such as `2 minutes ago` or `in 5 seconds`. */
export function inWords(atMs: number, nowMs: number): string {
  const distance = atMs - nowMs;
  for (const [unit, lengthMs] of steps) {
    if (Math.abs(distance) >= lengthMs) return words.format(Math.trunc(distance / lengthMs), unit);
  }
  return distance > 0 ? 'in a moment' : 'just now';
}

/** A relative time. The exact time is its title. */
export function Moment({ at, nowMs }: { at: string; nowMs: number }) {
  return (
    <time datetime={at} title={at} data-relative>
      {inWords(Date.parse(at), nowMs)}
    </time>
  );
}

/** A time in UTC, to the second. The exact time is its title. */
export function Instant({ at }: { at: string }) {
  return (
    <time datetime={at} title={at} class="instant">
      {`${at.slice(0, 10)} ${at.slice(11, 19)}`}
    </time>
  );
}

/** The mock's clock. It ticks in the browser. */
export function ClockTime({ now }: { now: string }) {
  return (
    <time datetime={now} class="instant" data-clock>
      {`${now.slice(0, 10)} ${now.slice(11, 19)}`}
    </time>
  );
}
