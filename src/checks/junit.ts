import { escapeXml } from '../escape-xml.js';
import { type Judged, tally } from './check-result.js';

/** A JUnit report with one suite; what is open counts as skipped. */
export function junitReport(suite: string, judged: readonly Judged[]): string {
  const { failed, open } = tally(judged);
  const counts = `tests="${judged.length}" failures="${failed}" errors="0" skipped="${open}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXml(suite)}" ${counts}>`,
    `  <testsuite name="${escapeXml(suite)}" ${counts}>`,
    ...judged.map((one) => testCase(suite, one)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(suite: string, { id, title, verdict, detail, remedy, evidence }: Judged): string {
  const head = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(`${id}: ${title}`)}"`;
  if (verdict === 'passed') return `${head}/>`;
  const text = [detail, ...(remedy === null ? [] : [remedy]), ...evidence].join('\n');
  const inside =
    verdict === 'failed'
      ? `<failure message="${escapeXml(detail)}">${escapeXml(text)}</failure>`
      : `<skipped message="${escapeXml(remedy === null ? detail : `${detail} ${remedy}`)}"/>`;
  return `${head}>\n      ${inside}\n    </testcase>`;
}
