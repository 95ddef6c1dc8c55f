import {
  type ComparisonReport,
  type ReportedFact,
  type Side,
  summaryOf,
} from '../../contract/compare/comparison-report.js';
import { htmlPage } from './html-page.js';
import { html, Markup, type Part } from './markup.js';

/** A comparison of documents as one HTML file, which needs nothing else. */
export function comparisonHtml(report: ComparisonReport): string {
  const verdict = report.contradicted.length === 0 ? 'passed' : 'failed';
  const title = `${report.document} and the contract`;
  return htmlPage(
    title,
    verdict,
    html`<h1>${title}</h1><p>${summaryOf(report)}</p>`,
    comparisonSections(report),
  );
}

/** The sections of a comparison, for a page that has the style of the reports. */
export function comparisonSections({ contradicted, new: added, confirmed, silent }: ComparisonReport): Part {
  return [
    section('Contradicted', contradicted, true),
    section('New', added, true),
    section('Confirmed', confirmed, false),
    section('Silent', silent, false),
  ];
}

function section(title: string, facts: readonly ReportedFact[], open: boolean): Part {
  if (facts.length === 0) return null;
  const rows = facts.map(
    ({ about, mark = '', ours, theirs }) =>
      html`<tr><td>${about}</td><td>${mark}</td><td>${sideText(ours)}</td><td>${sideText(theirs)}</td></tr>\n`,
  );
  const head = ['what', 'provenance', 'ours', 'theirs'].map((name) => html`<th scope="col">${name}</th>`);
  return html`<details${new Markup(open ? ' open' : '')}>
<summary>${title} (${facts.length})</summary>
<div class="scroll"><table>
<thead><tr>${head}</tr></thead>
<tbody>${rows}</tbody>
</table></div>
</details>\n`;
}

const sideText = (side: Side | undefined): string =>
  side === undefined ? '' : `${side.says} (${side.file}:${side.line})`;
