import { describe, expect, it } from 'vitest';
import { applyToDelivery } from '../../src/faults/apply-to-delivery.js';
import type { NewDelivery } from '../../src/store/deliveries.js';
import type { Fault } from '../../src/store/faults.js';

const at = '2025-03-01T12:00:00.000Z';

const delivery: NewDelivery = {
  messageId: 'msg_1',
  userId: 42,
  targetId: 1,
  url: 'https://partner.example/hooks',
  gradingId: 'b7c0a0de-7d0f-4f5e-9a77-2f3f0a4c1d10',
  outcome: 'success',
  body: '{"grading_session_id":"b7c0a0de-7d0f-4f5e-9a77-2f3f0a4c1d10","outcome":"success"}',
  fault: null,
  state: 'pending',
  nextAttemptAt: at,
  createdAt: at,
};

function fault(kind: string, options: Record<string, number> = {}): Fault {
  return { id: 1, kind, scope: {}, options, remaining: null, matched: 1, createdAt: at };
}

describe('a fault for a delivery', () => {
  it('changes nothing when there is none', () => {
    expect(applyToDelivery(delivery, [])).toEqual([delivery]);
  });

  it('sends it several times with one message id', () => {
    const each = { ...delivery, fault: 'duplicate' };
    expect(applyToDelivery(delivery, [fault('duplicate', { times: 3 })])).toEqual([each, each, each]);
  });

  it('delays it on the clock', () => {
    expect(applyToDelivery(delivery, [fault('delay', { delay: 90_000 })])).toEqual([
      { ...delivery, fault: 'delay', nextAttemptAt: '2025-03-01T12:01:30.000Z' },
    ]);
  });

  it('makes it wait to be overtaken, and sends the next one at once', () => {
    const reorder = [fault('reorder', { delay: 10_000 })];
    expect(applyToDelivery(delivery, reorder, false)).toEqual([
      { ...delivery, fault: 'reorder', nextAttemptAt: '2025-03-01T12:00:10.000Z' },
    ]);
    expect(applyToDelivery(delivery, reorder, true)).toEqual([delivery]);
  });

  it('drops it, and keeps a record of it', () => {
    expect(applyToDelivery(delivery, [fault('drop')])).toEqual([
      { ...delivery, fault: 'drop', state: 'dropped', nextAttemptAt: null },
    ]);
  });

  it('names an unknown grading, always the same one', () => {
    const [changed] = applyToDelivery(delivery, [fault('unknown-grading')]);
    const body = JSON.parse(changed?.body ?? '');
    expect(body.outcome).toBe('success');
    expect(body.grading_session_id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
    expect(body.grading_session_id).not.toBe(delivery.gradingId);
    expect(changed).toEqual({ ...delivery, fault: 'unknown-grading', body: changed?.body });
    expect(applyToDelivery(delivery, [fault('unknown-grading')])).toEqual([changed]);
  });

  it('sends the wrong outcome', () => {
    expect(applyToDelivery(delivery, [fault('wrong-outcome')])).toEqual([
      {
        ...delivery,
        fault: 'wrong-outcome',
        body: '{"grading_session_id":"b7c0a0de-7d0f-4f5e-9a77-2f3f0a4c1d10","outcome":"failure"}',
      },
    ]);
  });

  it('sends invalid JSON', () => {
    const [changed] = applyToDelivery(delivery, [fault('corrupted-body')]);
    expect(() => JSON.parse(changed?.body ?? '')).toThrow(SyntaxError);
    expect(changed?.fault).toBe('corrupted-body');
  });

  it('names both faults when two apply', () => {
    const both = applyToDelivery(delivery, [
      fault('duplicate', { times: 2 }),
      fault('delay', { delay: 1000 }),
    ]);
    const late = { ...delivery, fault: 'duplicate + delay', nextAttemptAt: '2025-03-01T12:00:01.000Z' };
    expect(both).toEqual([late, late]);
  });
});
