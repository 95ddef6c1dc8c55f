import type { CheckResult } from '../check-result.js';
import { coverageCount } from '../coverage.js';
import {
  notCheckedWord,
  type Report,
  resultsByArea,
  resultsOf,
  summaryLine,
  uncheckedByReason,
} from '../report.js';
import { originLine } from '../result-text.js';
import { type SameFailures, sameFailures } from '../same-failures.js';
import { htmlPage } from './html-page.js';
import { html, type Markup, type Part } from './markup.js';

/** The report as one HTML file, which needs nothing else: no script, no request, light, dark and printable. */
export function htmlReport(report: Report): string {
  const verdict = report.passed ? 'passed' : 'failed';
  const title = `CHCK ${report.command}: ${verdict}`;
  const mode = report.strict === undefined ? '' : `, ${report.strict ? 'strict' : 'default'} mode`;
  const header = html`
<h1>${title}</h1>
<p>${summaryLine(report)}</p>
<p>${report.target}, ${report.startedAt}${mode}</p>
`;
  return htmlPage(title, verdict, header, [
    section('Failures', resultsOf(report, 'failed').map(failedResult)),
    changes(report),
    areas(report),
    coverageMatrix(report),
    section(
      'Questions: assumed facts that do not hold here',
      sameFailures(report.results, 'questions').map(question),
    ),
    unchecked(report),
    baseline(report),
    timings(report.results),
  ]);
}

/** A part of the page with a heading; nothing when it has no content. */
function section(title: string, content: Part): Part {
  if (content === null || (Array.isArray(content) && content.length === 0)) return null;
  return html`<section><h2>${title}</h2>${content}</section>\n`;
}

function table(head: readonly Part[], rows: readonly (readonly Part[])[]): Part {
  if (rows.length === 0) return null;
  const cell = (value: Part): Markup =>
    typeof value === 'number' ? html`<td class="number">${value}</td>` : html`<td>${value}</td>`;
  return html`<div class="scroll"><table>
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map(cell)}</tr>\n`)}</tbody>
</table></div>`;
}

function failedResult(result: CheckResult): Part {
  const { id, title, origin, detail, evidence, remedy } = result;
  return html`<details open>
<summary><span class="failed">${id}</span> ${title}${origin === null ? '' : ` (${origin.severity})`}</summary>
${origin === null ? null : html`<p>${originLine(origin)}</p>`}
${detail === '' ? null : html`<p>${detail}</p>`}
${evidence.length === 0 ? null : html`<pre>${evidence.join('\n')}</pre>`}
${sameFailures([result], 'failures').map(sameFailure)}
${remedy === null ? null : html`<p>→ ${remedy}</p>`}
</details>\n`;
}

function question(same: SameFailures): Part {
  return html`<details><summary>${same.ids.join(', ')}</summary>${sameFailure(same)}</details>\n`;
}

function sameFailure({ count, example }: SameFailures): Part {
  const { message, expected, received, where, curl } = example;
  const named = (name: string, text: string): Part => html`<dt>${name}</dt><dd><pre>${text}</pre></dd>\n`;
  return html`<dl>
<dt>${message}${count > 1 ? ` (${count} times)` : ''}</dt>
${where === undefined ? null : html`<dd>${where}</dd>`}
${named('Expected', expected)}${named('Received', received)}${curl === undefined ? null : named('Request', curl)}</dl>`;
}

function changes({ difference }: Report): Part {
  if (difference === undefined) return null;
  const rows = difference.changes.map(({ id, title, before, after }) => [
    `${id} ${title}`,
    before ?? 'not part of it',
    html`<span class="${after ?? 'unseen'}">${after ?? 'not part of it'}</span>`,
  ]);
  const content = table(['Check', 'Before', 'Now'], rows) ?? html`<p>No verdict changed.</p>`;
  return section(`Since the report of ${difference.since}`, content);
}

function areas(report: Report): Part {
  const rows = [...resultsByArea(report)].map(([area, results]) => {
    const count = (verdict: CheckResult['verdict']): number => resultsOf({ results }, verdict).length;
    return [area, count('passed'), count('failed'), count('known'), count('not-checked')];
  });
  return section('Areas', table(['Area', 'Passed', 'Failed', 'Known', notCheckedWord(report)], rows));
}

function coverageMatrix({ coverage }: Report): Part {
  const { seen, documented } = coverageCount(coverage);
  const statuses = [
    ...new Set(coverage.flatMap((row) => row.statuses.map(({ status }) => status))),
  ].toSorted();
  const rows = coverage.map((row) => [
    `${row.method} ${row.path}`,
    ...statuses.map((status) => {
      const cell = row.statuses.find((each) => each.status === status);
      if (cell === undefined) return '';
      if (!cell.documented) return html`<span class="failed">${cell.count} undocumented</span>`;
      return html`<span class="${cell.count > 0 ? 'passed' : 'unseen'}">${cell.count}</span>`;
    }),
  ]);
  return section(
    `Coverage: ${seen} of ${documented} documented statuses seen`,
    table(['Operation', ...statuses], rows),
  );
}

function unchecked(report: Report): Part {
  const rows = [
    ...[...uncheckedByReason(report)].map(([reason, ids]) => [reason, ids.join(' ')]),
    ...(report.notes ?? []).map((note) => [note, '']),
  ];
  return section(`What was ${notCheckedWord(report)}, and why`, table(['Reason', 'Checks'], rows));
}

function baseline(report: Report): Part {
  const rows = [
    ...resultsOf(report, 'known').map(({ id, title }) => ['known', `${id} ${title}`]),
    ...report.stale.map(({ rule, owner, reason }) => ['no longer true', `${rule} (${owner}): ${reason}`]),
  ];
  return section('Baseline', table(['Entry', 'Check'], rows));
}

const SLOWEST = 12;
const ROW_HEIGHT = 20;
const WIDTH = 400;

/** A bar for each of the slowest checks. */
function timings(results: readonly CheckResult[]): Part {
  const timed = results.filter(({ durationMs }) => durationMs > 0);
  const shown = timed.toSorted((left, right) => right.durationMs - left.durationMs).slice(0, SLOWEST);
  const longest = shown[0]?.durationMs ?? 1;
  const bars = shown.map(({ id, durationMs, requests }, row) => {
    const [top, width] = [row * ROW_HEIGHT, Math.max(1, Math.round((durationMs / longest) * WIDTH))];
    return html`<text x="0" y="${top + 14}">${id}</text>
<rect x="200" y="${top + 4}" height="12" width="${width}" opacity="0.5"></rect>
<text x="${210 + width}" y="${top + 14}">${Math.round(durationMs)} ms, ${requests} requests</text>\n`;
  });
  if (bars.length === 0) return null;
  const chart = html`<svg role="img" aria-label="Durations of the slowest checks" width="100%"
 viewBox="0 0 800 ${shown.length * ROW_HEIGHT}" font-size="12" fill="currentColor">${bars}</svg>`;
  return section('Timings: the slowest checks', chart);
}
