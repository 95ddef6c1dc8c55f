import { InvalidArgumentError } from 'commander';

/** What is done with one webhook: a status to answer, no answer at all, or the connection reset. */
export type ScriptedResponse = number | 'timeout' | 'reset';

/** Reads a script such as `500,503,200`, `timeout,200` or `reset,200`. */
export function answerScript(text: string): ScriptedResponse[] {
  return text.split(',').map((part) => {
    const word = part.trim();
    if (word === 'timeout' || word === 'reset') return word;
    const status = /^\d{3}$/.test(word) ? Number(word) : 0;
    if (status >= 200 && status <= 599) return status;
    throw new InvalidArgumentError(
      `It must be a list of statuses from 200 to 599, "timeout" and "reset", such as 500,503,200; "${word}" is none of these.`,
    );
  });
}

/** The answer to the webhook whose turn it is, from 0; the last one repeats. */
export function answerAt(script: readonly ScriptedResponse[], turn: number): ScriptedResponse {
  return script[Math.min(turn, script.length - 1)] ?? 200;
}

/** A script for people, such as `500, 503, then always 200`. */
export function scriptInWords(script: readonly ScriptedResponse[]): string {
  const [last, ...before] = [...script].reverse();
  return [...before.reverse(), `${before.length === 0 ? '' : 'then '}always ${last}`].join(', ');
}
