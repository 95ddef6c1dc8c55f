import { describe, expect, it } from 'vitest';
import { Clock } from '../../src/clock.js';
import { RateLimiter } from '../../src/http/rate-limit.js';

function limited() {
  let realMs = Date.parse('2026-12-01T12:00:00.000Z');
  const clock = new Clock(undefined, () => realMs);
  const pass = (ms: number) => {
    realMs += ms;
  };
  return { clock, limiter: new RateLimiter(clock, 1), pass };
}

describe('the windows of the rate limit', () => {
  it('end after a minute of real time while the clock is frozen, which refused every client for ever', () => {
    const { clock, limiter, pass } = limited();
    clock.freeze();
    limiter.count('client');
    expect(limiter.count('client')).toMatchObject({ exceeded: true, resetSeconds: 60 });

    pass(59_000);
    expect(limiter.count('client')).toMatchObject({ exceeded: true, resetSeconds: 1 });
    pass(1_000);
    expect(limiter.count('client')).toMatchObject({ exceeded: false, resetSeconds: 60 });
  });

  it('run on from the frozen instant when the clock is resumed', () => {
    const { clock, limiter, pass } = limited();
    clock.freeze();
    limiter.count('client');
    pass(20_000);
    clock.resume();
    expect(limiter.count('client')).toMatchObject({ exceeded: true, resetSeconds: 60 });
    pass(60_000);
    expect(limiter.count('client')).toMatchObject({ exceeded: false });
  });
});
