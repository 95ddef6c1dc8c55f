import { describe, expect, it } from 'vitest';
import { claimsOf, nextMode, storeRetryMs, wakeDelayMs } from '../../src/webhooks/dispatch-decisions.js';

const noon = '2026-12-01T12:00:00.000Z';
const later = '2026-12-01T12:00:05.000Z';

describe('nextMode', () => {
  it.each([
    ['running', 'hold', 'held'],
    ['held', 'drain', 'draining'],
    ['draining', 'drained', 'held'],
    ['held', 'release', 'running'],
    ['running', 'close', 'closed'],
    ['held', 'close', 'closed'],
    ['draining', 'close', 'closed'],
    ['running', 'drain', 'running'],
    ['closed', 'release', 'closed'],
  ] as const)('changes %s by %s to %s', (mode, change, expected) => {
    expect(nextMode(mode, change)).toBe(expected);
  });
});

describe('claimsOf', () => {
  it('fills each lane up to 16 attempts, and only lanes that are due', () => {
    const lanes = [
      { lane: 'empty', dueAt: noon },
      { lane: 'busy', dueAt: noon },
      { lane: 'full', dueAt: noon },
      { lane: 'later', dueAt: later },
    ];
    const inFlight = new Map([
      ['busy', 10],
      ['full', 16],
    ]);
    expect(claimsOf(lanes, inFlight, noon)).toEqual([
      { lane: 'empty', limit: 16 },
      { lane: 'busy', limit: 6 },
    ]);
  });
});

describe('wakeDelayMs', () => {
  const full = new Map([['full', 16]]);

  it('waits for the first lane that is not full', () => {
    const lanes = [
      { lane: 'full', dueAt: noon },
      { lane: 'other', dueAt: later },
    ];
    expect(wakeDelayMs(lanes, full, Date.parse(noon))).toBe(5000);
  });

  it('does not wait when a lane is due, and has nothing to wait for when all lanes are full', () => {
    expect(wakeDelayMs([{ lane: 'other', dueAt: noon }], full, Date.parse(later))).toBe(0);
    expect(wakeDelayMs([{ lane: 'full', dueAt: noon }], full, Date.parse(later))).toBeUndefined();
  });
});

describe('storeRetryMs', () => {
  it('doubles from 50 ms up to 5 s', () => {
    expect([1, 2, 3, 8, 1000].map(storeRetryMs)).toEqual([50, 100, 200, 5000, 5000]);
  });
});
