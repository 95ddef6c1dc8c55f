import type { CheckResult, Failure, Origin } from './check-result.js';

/** A failure as lines: what is wrong, what was expected, what was received, and the request that shows it. */
export function failureLines({ message, expected, received, where, curl }: Failure): string[] {
  return [
    message,
    `expected: ${expected}`,
    `received: ${received}`,
    ...(where === undefined ? [] : [`response: ${where}`]),
    ...(curl === undefined ? [] : [`shown by: ${curl}`]),
  ];
}

/** A failure as one text. */
export function failureText(failure: Failure): string {
  return failureLines(failure).join('\n');
}

/** The sentence that a check stands on, in one line. */
export function originLine({ source, provenance, sentence }: Origin): string {
  return `contract ${source}, ${provenance}: ${sentence}`;
}

/** Everything that a result says, as lines. */
export function resultLines({ detail, evidence, failures, origin, remedy }: CheckResult): string[] {
  return [
    ...(origin === null ? [] : [originLine(origin)]),
    ...(detail === '' ? [] : [detail]),
    ...evidence,
    ...failures.flatMap(failureLines),
    ...(remedy === null ? [] : [`→ ${remedy}`]),
  ];
}

/** What is wrong, in one sentence. */
export function headlineOf({ failures: [failure], detail }: CheckResult): string {
  return failure?.message ?? detail;
}
