import { Command } from 'commander';
import { type Explanation, explain } from '../diagnosis/explain.js';
import type { JournalEntry } from '../http/journal.js';
import { ControlClient, type ControlOptions, withControlOptions } from './control-client.js';
import type { Terminal } from './terminal.js';

/** `chck explain`: why a call was refused, and what to send instead. */
export function explainCommand(terminal: Terminal): Command {
  const command = new Command('explain')
    .description('explain a call that the mock refused: the rule, the value, and a request that works')
    .argument('<request id>', 'the header x-request-id of the answer');
  return withControlOptions(command).action(async (request: string, options: ControlOptions) => {
    const entry = await new ControlClient(terminal, options).run('getRequest', { path: { request } });
    const explanation = explain(entry, options.url.replace(/\/+$/, ''));
    const values = explanation === null ? {} : offendingValues(entry, explanation);
    if (options.json) {
      const { id, method, url, status } = entry;
      return terminal.out(JSON.stringify({ id, method, url, status, values, explanation }, null, 2));
    }
    terminal.out(`${entry.method} ${entry.url} → ${entry.status}`);
    if (explanation === null) return terminal.out('It was not refused: there is nothing to explain.');
    terminal.out(inWords(terminal, explanation, values));
  });
}

function inWords({ color }: Terminal, explanation: Explanation, values: Record<string, unknown>): string {
  const { rule, section, sentence, curl } = explanation;
  return [
    '',
    `  ${color.bold(rule)} (contract ${section})`,
    `  ${sentence}`,
    ...Object.entries(values).map(
      ([name, value]) => `  ${name}: ${color.yellow(JSON.stringify(value) ?? 'absent')}`,
    ),
    '',
    '  This works, with CHCK_TOKEN set to a token:',
    `  ${curl}`,
  ].join('\n');
}

/** What was sent in the places that were refused; null where nothing was. */
function offendingValues(
  { url, requestBody }: JournalEntry,
  { fields }: Explanation,
): Record<string, unknown> {
  const { pathname, searchParams } = new URL(url, 'http://mock');
  const body = parsed(requestBody);
  return Object.fromEntries(
    fields.map((name) => {
      const sent = searchParams.getAll(name);
      if (sent.length > 0) return [name, sent.length === 1 ? sent[0] : sent];
      if (name in body) return [name, body[name]];
      return [name, /(^|_)id$/.test(name) ? (pathname.split('/').at(-1) ?? null) : null];
    }),
  );
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
