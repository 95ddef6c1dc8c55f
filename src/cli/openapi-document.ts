import { UsageError } from './errors.js';
import { option, type Setting } from './options.js';
import type { Terminal } from './terminal.js';

/** The flag `--openapi`, the same for every command that has it. */
export function openapiOption(): Setting {
  return option(
    '--openapi <file or URL>',
    "an OpenAPI document, such as CHCK's own, that corrects the facts of the contract",
  );
}

/**
 * Puts the document of `--openapi` in force, and says on stderr what that means; does nothing without one. Call it before
 * loading what reads the document. Throws UsageError.
 */
export async function useOpenapi(
  terminal: Terminal,
  source: string | undefined,
  { isServed = false }: { isServed?: boolean } = {},
): Promise<void> {
  const { useDocument } = await import('../contract/document.js');
  if (source === undefined) return useDocument(undefined);
  const { putInForce } = await import('../contract/in-force/put-in-force.js');
  const found = await putInForce(source).catch((cause: Error) => {
    throw 'code' in cause ? new UsageError(cause.message, { cause }) : cause;
  });
  terminal.err(
    `The document in force is ${source}: it confirms ${found.confirmed} facts, contradicts ${found.contradicted} and adds ${found.added}.`,
  );
  if (!isServed) return;
  for (const difference of found.notServed) {
    terminal.err(`${terminal.color.yellow('not served this way:')} ${difference}`);
  }
}
