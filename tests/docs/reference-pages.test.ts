import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentedErrors, errorsPage } from '../../scripts/errors-page.js';
import { limitsPage } from '../../scripts/limits-page.js';
import { readinessPage } from '../../scripts/readiness-page.js';
import { apiDocument } from '../../src/contract/document.js';
import { documentFacts } from '../../src/contract/document-facts.js';
import { packageRoot } from '../../src/package-root.js';

const document = apiDocument();
const read = (name: string) => readFileSync(join(packageRoot, 'docs', name), 'utf8');

describe('the page on readiness', () => {
  it('is up to date (if not: npm run generate)', () => {
    expect(read('readiness.md')).toBe(readinessPage());
  });
});

describe('the reference of errors', () => {
  it('is up to date (if not: npm run generate)', () => {
    expect(read('errors.md')).toBe(errorsPage(document));
  });

  it('has every code of the application, all documented', () => {
    const own = documentedErrors(document).filter(({ code }) => code !== null);
    expect([
      ...new Set(own.map(({ status, code, provenance }) => `${status} ${code} ${provenance}`)),
    ]).toEqual([
      '400 validation_error documented',
      '401 missing_credentials documented',
      '401 invalid_credentials documented',
      '403 key_not_usable documented',
      '404 not_found documented',
    ]);
  });

  it("has the framework's errors, documented for 429 and 5xx alone", () => {
    const own = documentedErrors(document).filter(({ code }) => code === null);
    expect([...new Set(own.map(({ status, provenance }) => `${status} ${provenance}`))]).toEqual([
      '400 assumed',
      '404 assumed',
      '413 assumed',
      '415 assumed',
      '429 documented',
      '500 documented',
      '503 documented',
    ]);
  });
});

describe('the page of limits', () => {
  it('is up to date (if not: npm run generate)', () => {
    expect(read('limits.md')).toBe(limitsPage(document));
  });

  it('has every keyword that the document marks as assumed', () => {
    const marked = [...JSON.stringify(document).matchAll(/"x-assumed":(\{[^}]*\})/g)].flatMap((match) =>
      Object.keys(JSON.parse(match[1] ?? '{}')),
    );
    const listed = documentFacts(document).filter(({ kind }) => kind === 'keyword');
    expect(marked).toHaveLength(16);
    expect(new Set(listed.map(({ detail }) => detail))).toEqual(new Set([...marked, 'type']));
  });

  it('lists a schema twice where it is documented in one response and assumed in another', () => {
    const own = documentFacts(document).filter(
      ({ subject, detail }) => subject === '`FrameworkError`' && detail === 'message',
    );
    expect(own.map(({ provenance, usedBy }) => [provenance, usedBy])).toEqual([
      ['documented', ['response 500', 'response 5XX']],
      ['assumed', ['response 400', 'response 404', 'response 413', 'response 415']],
    ]);
  });

  it('counts what is assumed as never exact', () => {
    const [exact = '', rest = ''] = read('limits.md').split('## Simulated');
    expect(exact).not.toContain('| assumed |');
    expect(rest).not.toMatch(/\| (seed|documented) \|/);
    expect(rest).toContain(
      '| `Account`: `id`, `email`, `name`, `role`, `user_id`, `created_at` | `getAccount` | assumed |',
    );
    expect(exact).toContain('| `Health`: `status` | `getHealth` | seed |');
  });
});
