import type { JournalEntry } from '../http/journal.js';
import type { EndedAttempt } from '../webhooks/attempt-log.js';
import type { Terminal } from './terminal.js';

/** What to log, from nothing to everything; each level has those before it. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

export type LogLevel = (typeof logLevels)[number];

/** Writes what happens in the mock as lines on stderr. */
export interface RequestLog {
  /** `info`: every request; `warn`: those that were refused, with the reason; `debug`: with headers. */
  request(entry: JournalEntry): void;
  /** `info`: every attempt to deliver a webhook; `warn`: those that failed, with the reason and the next try. */
  attempt(attempt: EndedAttempt): void;
  error(error: unknown): void;
}

/** A log that keeps to a level. */
export function createRequestLog(terminal: Terminal, level: LogLevel): RequestLog {
  const { color } = terminal;
  const shows = (wanted: LogLevel) => logLevels.indexOf(level) >= logLevels.indexOf(wanted);
  return {
    request(entry) {
      const failed = entry.status >= 400 || entry.status === 0;
      if (!shows(failed ? 'warn' : 'info')) return;
      const status = failed
        ? color.yellow(entry.status === 0 ? '---' : String(entry.status))
        : color.green(String(entry.status));
      const who = entry.keyPrefix === null ? '' : color.dim(` ${entry.keyPrefix}…`);
      const time = color.dim(entry.at.slice(11, 19));
      terminal.err(`${time} ${status} ${entry.method} ${entry.url} ${entry.durationMs.toFixed(1)} ms${who}`);
      if (entry.fault !== null) terminal.err(color.dim(`         fault: ${entry.fault}`));
      if (entry.reason !== null) terminal.err(color.dim(`         ${entry.reason} (${entry.id})`));
      if (shows('debug')) terminal.err(color.dim(`         ${JSON.stringify(entry.requestHeaders)}`));
    },
    attempt({ at, url, number, result, nextAttemptAt, deliveryId }) {
      const { failure, failureDetail, responseStatus, durationMs } = result;
      if (!shows(failure === null ? 'info' : 'warn')) return;
      const outcome =
        failure === null
          ? color.green(String(responseStatus))
          : color.yellow(String(responseStatus ?? failure));
      const time = color.dim(at.slice(11, 19));
      terminal.err(
        `${time} ${outcome} webhook ${url} ${durationMs.toFixed(1)} ms ${color.dim(`delivery ${deliveryId}, attempt ${number}`)}`,
      );
      if (nextAttemptAt !== null)
        terminal.err(color.dim(`         ${failureDetail}; next attempt at ${nextAttemptAt}`));
    },

    error(error) {
      if (shows('error'))
        terminal.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
    },
  };
}
