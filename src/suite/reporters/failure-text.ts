import type { Failure } from '../rules/outcome.js';
import type { RuleInfo } from '../rules/rule.js';

/** A failure in full, as lines: what is wrong, what was expected, what came, and the call that shows it. */
export function failureLines(failure: Failure): string[] {
  const { message, expected, received, where, curl } = failure;
  return [
    message,
    `expected: ${expected}`,
    `received: ${received}`,
    ...(where === undefined ? [] : [`response: ${where}`]),
    ...(curl === undefined ? [] : [`shown by: ${curl}`]),
  ];
}

/** Where a rule comes from, in one line. */
export function originLine({ source, provenance, sentence }: RuleInfo): string {
  return `contract ${source}, ${provenance}: ${sentence}`;
}

/** A failure as one text. */
export function failureText(failure: Failure): string {
  return failureLines(failure).join('\n');
}
