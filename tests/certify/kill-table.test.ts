import { describe, expect, it } from 'vitest';
import { verifyWebhook } from '../../src/webhooks/signature.js';
import { runChck } from '../support/run-chck.js';
import { startMock } from '../support/start-mock.js';
import { faultyHandlers } from './faulty-handlers.js';
import { type Manners, startHandler } from './handler.js';
import { SECRET } from './secret.js';

/** The verdicts on a handler, by case. */
async function verdicts(manners: Partial<Manners>, ...more: string[]) {
  const mock = await startMock();
  const ran = await runChck(
    ...['certify', await startHandler(mock, manners), '--url', mock.url, '--json'],
    ...['--patience', '300ms', '--settle', '40ms', '--answer-timeout', '4s', '--webhook-secret', SECRET],
    ...more,
  );
  const { results }: { results: { id: string; verdict: string; detail: string }[] } = ran.json();
  return { ...ran, results, of: Object.fromEntries(results.map(({ id, verdict }) => [id, verdict])) };
}

describe('the kill table of certify', () => {
  it.each(faultyHandlers)('names a handler that $title by $names', async ({ names, manners }) => {
    const isCase = names !== 'answers-in-time';
    const limits = isCase ? ['--only', names] : ['--answer-timeout', '300ms'];
    const { status, of } = await verdicts(manners, ...limits);
    expect(of).toEqual({ [names]: 'failed' });
    expect(status).toBe(1);
  });

  it('names a late handler once, after two cases', async () => {
    const { results, err } = await verdicts({ answer: 'never' }, '--answer-timeout', '200ms');
    expect(results).toHaveLength(1);
    expect(results[0]?.detail).toContain('The handler answers too late: none of 2 deliveries');
    expect(err.match(/ms\)/g)).toHaveLength(2);
  });

  it('does not take reading twice for processing twice', async () => {
    const twice = { processes: 2, readsOnly: true };
    const { results } = await verdicts(twice, '--only', 'success');
    expect(results[0]).toMatchObject({
      verdict: 'not-checked',
      detail: expect.stringContaining('--reads-are-idempotent'),
    });
    const { of } = await verdicts(twice, '--only', 'success', '--reads-are-idempotent');
    expect(of).toEqual({ success: 'passed' });
  });

  it('looks by a complete signed webhook whether the handler is up', async () => {
    const seen: unknown[] = [];
    const early: Manners['early'] = ({ headers }, body) => {
      verifyWebhook(body, headers, SECRET);
      seen.push(JSON.parse(body));
      return undefined;
    };
    const { of } = await verdicts({ early }, '--only', 'failure');
    expect(of).toEqual({ failure: 'passed' });
    expect(seen).toEqual([
      { grading_session_id: expect.any(String), outcome: 'failure' },
      { grading_session_id: expect.any(String), outcome: 'failure' },
    ]);
  });

  it('warns of a slow handler', async () => {
    const { of, err } = await verdicts({ answer: 'slow' }, '--only', 'failure');
    expect(of).toEqual({ failure: 'passed' });
    expect(err).toContain('The handler is slow: 1 of 1 answers took more than 3 s');
  });

  it('selects cases by area and by the beginning of their ids', async () => {
    const { of } = await verdicts({}, '--only', 'wire,signature', '--skip', 'signature-s,chunked-body');
    expect(Object.keys(of)).toEqual([
      'slow-network',
      'exact-bytes',
      'signature-valid',
      'signature-rotated',
      'signature-wrong',
      'signature-missing',
    ]);
  });
});
