import { describe, expect, it } from 'vitest';
import { defaultRetrySchedule, retryAfterMs, retryDelayMs } from '../../src/webhooks/retry-schedule.js';

describe('retryDelayMs', () => {
  it('doubles from the base up to the cap, shortened by at most a fifth', () => {
    const waits = [1, 2, 3, 4, 10, 11, 12, 1000].map((attempt) =>
      retryDelayMs(defaultRetrySchedule, attempt, 'seed'),
    );
    const full = [5_000, 10_000, 20_000, 40_000, 2_560_000, 3_600_000, 3_600_000, 3_600_000];
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeLessThanOrEqual(full[index] ?? 0);
      expect(wait).toBeGreaterThanOrEqual((full[index] ?? 0) * 0.8);
    }
  });

  it('depends only on the seed', () => {
    expect(retryDelayMs(defaultRetrySchedule, 1, 'a')).toBe(retryDelayMs(defaultRetrySchedule, 1, 'a'));
    expect(retryDelayMs(defaultRetrySchedule, 1, 'a')).not.toBe(retryDelayMs(defaultRetrySchedule, 1, 'b'));
  });

  it('is never less than Retry-After, up to a day', () => {
    expect(retryDelayMs(defaultRetrySchedule, 1, 'seed', 60_000)).toBe(60_000);
    expect(retryDelayMs(defaultRetrySchedule, 1, 'seed', 10 ** 12)).toBe(86_400_000);
  });
});

describe('retryAfterMs', () => {
  const realNow = Date.parse('2026-12-01T12:00:00.000Z');
  const minuteLater = 'Tue, 01 Dec 2026 12:01:00 GMT';

  it.each([
    ['120', 120_000],
    [' 5 ', 5_000],
    [minuteLater, 60_000],
    ['Tue, 01 Dec 2026 11:00:00 GMT', 0],
    ['soon', 0],
    ['-5', 0],
    ['1.5', 0],
    ['', 0],
  ])('reads %j as %d ms', (value, expected) => {
    expect(retryAfterMs({ 'retry-after': value }, realNow)).toBe(expected);
  });

  it('compares a date with the Date of the response', () => {
    const headers = { 'retry-after': minuteLater, date: 'Tue, 01 Dec 2026 12:00:50 GMT' };
    expect(retryAfterMs(headers, realNow)).toBe(10_000);
  });

  it('returns 0 without the header and without a response', () => {
    expect(retryAfterMs({}, realNow)).toBe(0);
    expect(retryAfterMs(null, realNow)).toBe(0);
  });
});
