import { InvalidArgumentError } from 'commander';

/** The response to one webhook: a status, no response at all, or a reset of the connection. */
export type ScriptedResponse = number | 'timeout' | 'reset';

/** Reads a script such as `500,503,200`, `timeout,200` or `reset,200`. */
export function responseScript(text: string): ScriptedResponse[] {
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

/** The response to the webhook with this index, from 0. The last response of the script repeats. */
export function scriptedResponse(script: readonly ScriptedResponse[], index: number): ScriptedResponse {
  return script[Math.min(index, script.length - 1)] ?? 200;
}

/** A script for people, such as `500, 503, then always 200`. */
export function scriptText(script: readonly ScriptedResponse[]): string {
  const last = script.at(-1);
  const before = script.slice(0, -1);
  return [...before, `${before.length === 0 ? '' : 'then '}always ${last}`].join(', ');
}
