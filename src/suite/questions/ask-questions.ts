import type { CheckResult, Failure } from '../../checks/check-result.js';
import type { SuiteReport } from '../suite-options.js';

/** A reading of ours that the service does not share. */
export interface OtherReading {
  /** The id of the rule that saw it. */
  id: string;
  /** Our reading, or the place of the document that has it. */
  reading: string;
  /** What the service did, in a sentence. */
  seen: string;
  /** The request that shows it, without a token. */
  request: string | undefined;
}

/** What a service says about our readings. */
export interface Readings {
  differs: OtherReading[];
  /** The rules whose assumed readings hold. */
  holds: { id: string; reading: string }[];
  /** The rules that requests which only read cannot settle, with the reason. */
  open: { id: string; reading: string; reason: string }[];
}

/**
 * Sorts what a run of the contract rules saw: each assumed rule, and each assumed fact of the document once, whatever the
 * number of responses that show it.
 */
export function readingsOf({ results }: Pick<SuiteReport, 'results'>): Readings {
  const differs = new Map<string, OtherReading>();
  for (const { id, title, questions } of results) {
    for (const question of questions) {
      const key = question.specPointer ?? id;
      if (!differs.has(key)) differs.set(key, otherReading(id, title, question));
    }
  }
  const assumed = results.filter(({ origin }) => origin?.provenance === 'assumed');
  return {
    differs: [...differs.values()],
    holds: assumed
      .filter(({ verdict, questions }) => verdict === 'passed' && questions.length === 0)
      .map(({ id, title }) => ({ id, reading: sentenceOf(title) })),
    open: assumed
      .filter(isOpen)
      .map(({ id, title, detail }) => ({ id, reading: sentenceOf(title), reason: detail })),
  };
}

function otherReading(id: string, title: string, { message, curl, specPointer }: Failure): OtherReading {
  const reading = specPointer === undefined ? sentenceOf(title) : `The document says ${specPointer}`;
  return { id, reading, seen: message, request: curl };
}

const isOpen = ({ verdict }: CheckResult): boolean => verdict === 'not-checked';

const sentenceOf = (title: string): string => `The service ${title}`;
