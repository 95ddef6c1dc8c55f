import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import { afterAll, expect, test } from 'vitest';
import type { CheckResult, Failure } from '../../src/checks/check-result.js';
import { type Report, reportOf } from '../../src/checks/report.js';
import { parseEarlierReport, reportDifference } from '../../src/checks/report-difference.js';
import { htmlReport } from '../../src/checks/reporters/html.js';
import { jsonReport } from '../../src/checks/reporters/json.js';
import { markdownReport } from '../../src/checks/reporters/markdown.js';
import { prettyReport } from '../../src/checks/reporters/pretty.js';
import { writeReports } from '../../src/cli/report-options.js';

const folder = mkdtempSync(join(tmpdir(), 'chck # %2F reports '));
afterAll(() => rmSync(folder, { recursive: true }));

const failure = (number: number): Failure => ({
  message: `Card ${number} has no brand`,
  expected: 'a brand <b>in bold</b>',
  received: '\u001b[31mred\n::error::injected',
  curl: `curl -i 'http://127.0.0.1:4000/v1/cards/${number}'`,
  where: 'getCard 200',
});

const result = (
  id: string,
  verdict: CheckResult['verdict'],
  more: Partial<CheckResult> = {},
): CheckResult => ({
  id,
  area: 'card-detail',
  title: `checks ${id}`,
  verdict,
  detail: '',
  remedy: null,
  evidence: [],
  failures: [],
  questions: [],
  origin: null,
  requests: 3,
  durationMs: 12,
  ...more,
});

function reportWith(results: CheckResult[]): Report {
  return reportOf({
    command: 'contract',
    target: 'http://127.0.0.1:4000',
    startedAt: '2026-03-01T10:00:00.000Z',
    durationMs: 900,
    requireAll: false,
    results,
    seed: 7,
    strict: false,
    requests: 40,
    notes: ['--budget 500 would add 30 combinations of parameters of listCards'],
    coverage: [
      {
        operation: 'getCard',
        method: 'GET',
        path: '/v1/cards/{user_card_id}',
        statuses: [
          { status: '200', documented: true, count: 17 },
          { status: '404', documented: true, count: 0 },
          { status: '302', documented: false, count: 1 },
        ],
      },
    ],
  });
}

const many = Array.from({ length: 40 }, (_, index) => failure(index + 1));
const report = reportWith([
  result('CRD-001', 'failed', { failures: many }),
  result('CRD-002', 'passed', { questions: [failure(1)] }),
  result('CRD-003', 'passed', { questions: [failure(2)] }),
  result('CRD-004', 'not-checked', { detail: 'needs a driver' }),
]);
const previous = reportWith([
  result('CRD-001', 'passed'),
  result('CRD-002', 'passed'),
  result('CRD-009', 'failed'),
]);

test('the HTML report is one file without scripts and without addresses that a browser would fetch', () => {
  const html = htmlReport(report);
  expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(html).not.toMatch(/<script|<link|src=|href=|url\(|@import/);
  expect(html).toContain('@media print');
  expect(html).toContain('light-dark(');
});

test('the HTML report has verdict, areas, statuses with counts, failures, questions, reasons and timings', () => {
  const html = htmlReport({ ...report, difference: reportDifference(report, previous) });
  for (const part of [
    'CHCK contract: failed',
    'Card 1 has no brand (40 times)',
    'http://127.0.0.1:4000/v1/cards/1',
    '<td>card-detail</td><td class="number">2</td><td class="number">1</td>',
    'Coverage: 1 of 2 documented statuses seen',
    '<span class="passed">17</span>',
    '1 undocumented',
    'CRD-002, CRD-003',
    'needs a driver',
    '--budget 500 would add 30 combinations',
    '12 ms, 3 requests',
    'Since the report of 2026-03-01T10:00:00.000Z',
  ])
    expect(html).toContain(part);
});

test('what a service sends is neither markup nor control characters nor a workflow command in any report', () => {
  for (const text of [htmlReport(report), markdownReport(report), prettyReport(report), jsonReport(report)]) {
    expect(text).not.toContain('\u001b[31mred');
    expect(text).not.toMatch(/^\s*::error/m);
  }
  expect(htmlReport(report)).toContain('a brand &lt;b&gt;in bold');
});

test('the same breach or question is one entry with a count', () => {
  const text = prettyReport(report);
  expect(text.match(/has no brand/g)).toHaveLength(2);
  expect(text).toContain('40 times');
  expect(text).toContain('CRD-002, CRD-003 Card 1 has no brand (2 times)');
  expect(markdownReport(report)).toContain('| question, 2 times | CRD-002, CRD-003 |');
});

test('a report names the verdicts that changed since an earlier one', () => {
  const parsed = parseEarlierReport(jsonReport(previous));
  expect(parsed === null ? [] : reportDifference(report, parsed).changes).toEqual([
    { id: 'CRD-001', title: 'checks CRD-001', before: 'passed', after: 'failed' },
    { id: 'CRD-003', title: 'checks CRD-003', before: null, after: 'passed' },
    { id: 'CRD-004', title: 'checks CRD-004', before: null, after: 'not-checked' },
    { id: 'CRD-009', title: 'checks CRD-009', before: 'failed', after: null },
  ]);
});

function terminal() {
  const out: string[] = [];
  return {
    out: (text: string) => void out.push(text),
    err: () => {},
    interactive: false,
    errInteractive: false,
    color: pc.createColors(false),
    env: {},
    interrupted: new AbortController().signal,
  };
}

test('--previous compares with a report file, in a folder with #, %2F and blanks', async () => {
  const [before, html] = [join(folder, 'before.json'), join(folder, 'a b', 'report.html')];
  writeFileSync(before, jsonReport(previous));
  const written = writeReports(terminal(), report, {
    previous: before,
    reporter: [{ name: 'html', file: html }],
  });
  await expect(written).rejects.toThrow('Failed: 2 passed, 1 failed');
  expect(readFileSync(html, 'utf8')).toContain('Since the report of 2026-03-01');
});

test('--previous refuses a file that is no report, and one that does not exist', async () => {
  const file = join(folder, 'notes.json');
  writeFileSync(file, '{"results":[{"id":1}]}');
  await expect(writeReports(terminal(), report, { previous: file })).rejects.toThrow(
    'is no report; give a file that',
  );
  await expect(writeReports(terminal(), report, { previous: join(folder, 'none') })).rejects.toThrow(
    '--previous: ENOENT',
  );
});
