import { unknownParameters } from '../../diagnosis/readiness/unknown-parameters.js';
import { AdminTokenRefusedError } from '../../http/admin-token.js';
import type { JournalEntry } from '../../http/journal.js';
import { maskTokens } from '../../mask-secrets.js';
import type { EndedAttempt } from '../../webhooks/attempt-log.js';
import type { Terminal } from '../terminal.js';

/** From no lines to all lines; each level includes those before it. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

export type LogLevel = (typeof logLevels)[number];

/** Logs the events of a mock on stderr. Secrets are masked in every line. */
export interface RequestLog {
  /** `info`: every request; `warn`: refused requests with the reason; `debug`: also the headers. */
  request(entry: JournalEntry): void;
  /** `info`: every attempt to deliver a webhook; `warn`: failed attempts with the reason and the next attempt. */
  attempt(attempt: EndedAttempt): void;
  warning(text: string): void;
  error(error: unknown): void;
}

/** A log of one level. */
export function createRequestLog(terminal: Terminal, level: LogLevel): RequestLog {
  const { color } = terminal;
  const err = (line: string) => terminal.err(maskTokens(line));
  const includes = (wanted: LogLevel) => logLevels.indexOf(level) >= logLevels.indexOf(wanted);
  const mistyped = new Set<string>();
  const detail = (text: string) => err(color.dim(`         ${text}`));
  /** Once for each name: the API ignores such a parameter, so that nobody notices. */
  const warnOfUnknownParameters = (entry: JournalEntry) => {
    for (const name of unknownParameters(entry)) {
      if (mistyped.has(name)) continue;
      mistyped.add(name);
      err(
        color.yellow(`The API ignores the query parameter "${name}": ${entry.path} has none of this name.`),
      );
    }
  };
  return {
    request(entry) {
      if (includes('warn')) warnOfUnknownParameters(entry);
      const { at, status, method, url, durationMs, keyPrefix, fault, reason, id, requestHeaders } = entry;
      const failed = status >= 400 || status === 0;
      if (!includes(failed ? 'warn' : 'info')) return;
      const shown = (failed ? color.yellow : color.green)(status === 0 ? '---' : String(status));
      const key = keyPrefix === null ? '' : color.dim(` ${keyPrefix}…`);
      err(`${timeOf(at, color)} ${shown} ${method} ${url} ${durationMs.toFixed(1)} ms${key}`);
      if (fault !== null) detail(`fault: ${fault}`);
      if (reason !== null) detail(`${reason} (${id})`);
      if (includes('debug')) detail(JSON.stringify(requestHeaders));
    },

    attempt({ at, url, number, result, nextAttemptAt, deliveryId }) {
      const { failure, failureDetail, responseStatus, durationMs } = result;
      if (!includes(failure === null ? 'info' : 'warn')) return;
      const shown = (failure === null ? color.green : color.yellow)(String(responseStatus ?? failure));
      const place = color.dim(`delivery ${deliveryId}, attempt ${number}`);
      err(`${timeOf(at, color)} ${shown} webhook ${url} ${durationMs.toFixed(1)} ms ${place}`);
      if (nextAttemptAt !== null) detail(`${failureDetail}; next attempt at ${nextAttemptAt}`);
    },

    warning(text) {
      if (includes('warn')) err(color.yellow(text));
    },

    error(error) {
      if (!includes('error')) return;
      if (error instanceof AdminTokenRefusedError) return err(color.yellow(error.message));
      err(error instanceof Error ? (error.stack ?? error.message) : String(error));
    },
  };
}

function timeOf(at: string, color: Terminal['color']): string {
  return color.dim(at.slice(11, 19));
}
