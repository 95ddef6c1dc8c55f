import { type Judged, tally } from './check-result.js';

/** A JUnit report with one suite; what is open counts as skipped. */
export function junitReport(suite: string, judged: readonly Judged[]): string {
  const { failed, open } = tally(judged);
  const counts = `tests="${judged.length}" failures="${failed}" errors="0" skipped="${open}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(suite)}" ${counts}>`,
    `  <testsuite name="${escaped(suite)}" ${counts}>`,
    ...judged.map((one) => testCase(suite, one)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(suite: string, { id, title, verdict, detail, remedy, evidence }: Judged): string {
  const head = `    <testcase classname="${escaped(suite)}" name="${escaped(`${id}: ${title}`)}"`;
  if (verdict === 'passed') return `${head}/>`;
  const text = [detail, ...(remedy === null ? [] : [remedy]), ...evidence].join('\n');
  const inside =
    verdict === 'failed'
      ? `<failure message="${escaped(detail)}">${escaped(text)}</failure>`
      : `<skipped message="${escaped(remedy === null ? detail : `${detail} ${remedy}`)}"/>`;
  return `${head}>\n      ${inside}\n    </testcase>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  // XML 1.0 has no way to write most control characters.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is they that are looked for
  const writable = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
  return writable.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
