import { Command } from 'commander';
import type { Explanation } from '../diagnosis/explain.js';
import type { JournalEntry } from '../http/journal.js';
import { parseJsonObject } from '../json.js';
import { clockNotice } from './clock-notice.js';
import { ControlClient } from './control-client.js';
import { type ControlOptions, withControlOptions } from './control-options.js';
import type { Terminal } from './terminal.js';

/** `chck explain`: why a call was refused, and a request that works. */
export function explainCommand(terminal: Terminal): Command {
  const command = new Command('explain').argument('<request id>', 'the header x-request-id of the response');
  return withControlOptions(command).action(async (request: string, options: ControlOptions) => {
    const { explain } = await import('../diagnosis/explain.js');
    const client = new ControlClient(terminal, options);
    const entry = await client.run('getRequest', { path: { request } });
    const notice = clockNotice(await client.run('getClock', {}));
    if (notice !== undefined) terminal.err(terminal.color.yellow(notice));
    const explanation = explain(entry, options.url.replace(/\/+$/, ''));
    const values = explanation === null ? {} : refusedValues(entry, explanation);
    if (options.json) {
      const { id, method, url, status } = entry;
      return terminal.out(JSON.stringify({ id, method, url, status, values, explanation }, null, 2));
    }
    terminal.out(`${entry.method} ${entry.url} → ${entry.status}`);
    if (explanation === null) return terminal.out('The call was not refused.');
    terminal.out(explanationText(terminal, explanation, values));
  });
}

function explanationText(
  { color }: Terminal,
  explanation: Explanation,
  values: Record<string, unknown>,
): string {
  const { rule, section, sentence, curl } = explanation;
  return [
    '',
    `  ${color.bold(rule)} (docs/contract.md ${section})`,
    `  ${sentence}`,
    ...Object.entries(values).map(
      ([name, value]) => `  ${name}: ${color.yellow(JSON.stringify(value) ?? 'absent')}`,
    ),
    '',
    '  This request works, with CHCK_TOKEN set to a token:',
    `  ${curl}`,
  ].join('\n');
}

/** The values that were sent in the refused fields; null where none was sent. */
function refusedValues({ url, requestBody }: JournalEntry, { fields }: Explanation): Record<string, unknown> {
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  const body = parseJsonObject(requestBody ?? '');
  return Object.fromEntries(
    fields.map((name) => {
      const sent = parameters.getAll(name);
      if (sent.length > 0) return [name, sent.length === 1 ? sent[0] : sent];
      if (name in body) return [name, body[name]];
      return [name, /(^|_)id$/.test(name) ? (path.split('/').at(-1) ?? null) : null];
    }),
  );
}
