import { afterEach, describe, expect, it } from 'vitest';
import { ownDocument } from '../../src/contract/document.js';
import { documentFacts } from '../../src/contract/document-facts.js';
import { rules } from '../../src/suite/all-rules.js';
import { readingsOf } from '../../src/suite/questions/ask-questions.js';
import { openQuestions } from '../../src/suite/questions/open-questions.js';
import { runSuite } from '../../src/suite/run-contract-suite.js';
import { referenceDriver } from '../independent/driver.js';
import { type ReferenceServer, startReferenceServer } from '../independent/server.js';
import type { Variation } from '../independent/switches.js';
import { runChck } from '../support/run-chck.js';
import { runInProcess } from '../support/run-in-process.js';

const open: ReferenceServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function service(...variations: Variation[]) {
  const server = await startReferenceServer({ variations });
  open.push(server);
  const driver = referenceDriver(server);
  const { token } = await driver.createAccount({ cards: 40, gradings: 12, usable: true });
  return { baseUrl: server.url, token };
}

const readings = async (...variations: Variation[]) =>
  readingsOf(await runSuite({ ...(await service(...variations)), readOnly: true, seed: 7 }, runInProcess));

describe('the questions to CHCK', () => {
  const questions = openQuestions(ownDocument(), rules);

  it('are complete: every assumed rule, and every assumed fact of the document', () => {
    const assumedRules = rules.filter(({ provenance }) => provenance === 'assumed').map(({ id }) => id);
    expect(questions.behaviour.map(({ id }) => id).sort()).toEqual(assumedRules.sort());
    const assumed = documentFacts(ownDocument()).filter(
      ({ kind, provenance }) => provenance === 'assumed' || kind === 'remark',
    );
    expect(questions.document).toHaveLength(assumed.length);
    expect(new Set(questions.document.map(({ question }) => question)).size).toBeGreaterThan(
      assumed.length * 0.8,
    );
  });

  it('are in the order of how many operations depend on them', () => {
    const counts = questions.document.map(({ dependents = 0 }) => dependents);
    expect(counts).toEqual(counts.toSorted((left, right) => right - left));
    expect(counts[0]).toBe(9);
  });

  it('name a request for each, and no writing one as asked', () => {
    for (const { request, readOnly } of [...questions.behaviour, ...questions.document]) {
      expect(request).not.toBe('');
      if (readOnly) expect(request).not.toMatch(/-X (POST|DELETE)|--data/);
    }
  });
});

describe('asking a service', () => {
  it('names exactly the three readings that were changed', async () => {
    const before = await readings();
    const after = await readings(
      'nulls-last-always',
      'basic-is-invalid-credentials',
      'other-unknown-route-body',
    );
    const known = new Set(before.differs.map(({ reading }) => reading));
    const changed = after.differs.filter(({ reading }) => !known.has(reading));
    expect(changed.map(({ id }) => id).sort()).toEqual(['AUTH-008', 'ERR-005', 'SORT-005']);
    expect(after.holds).toHaveLength(before.holds.length - 3);
  });

  it('counts a fact of the document once, whatever the number of responses that show it', async () => {
    const { differs } = await readings('grades-as-strings');
    const grades = differs.filter(({ reading }) => reading.includes('OverallGrade'));
    expect(grades).toHaveLength(1);
  });

  it('prints the readings, and never the token', async () => {
    const { baseUrl, token } = await service('nulls-last-always');
    const { status, out, err } = await runChck('questions', '--base-url', baseUrl, '--token', token);
    expect(status).toBe(0);
    expect(out).toMatch(/^differs {2}SORT-005/m);
    expect(out).toMatch(/^holds {4}AUTH-008/m);
    expect(out).toMatch(/^open {5}WHT-007/m);
    expect(out + err).not.toContain(token);
  });

  it('needs a token', async () => {
    const { status, err } = await runChck('questions', '--base-url', 'http://localhost:1');
    expect(status).toBe(2);
    expect(err).toContain('--token');
  });
});
