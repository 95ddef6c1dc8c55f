import type { Command } from 'commander';

/** A command, and what may follow it. */
export interface Place {
  /** What people type after `chck`, such as `keys create`; empty for `chck` itself. */
  path: string;
  /** Subcommands, values of arguments, and flags. */
  words: string[];
  /** The values that a flag accepts, by the spellings of the flag. */
  values: { flags: string[]; choices: readonly string[] }[];
}

/** A command and all below it. `chck` itself takes the flags of its default command. */
export function placesOf(program: Command): Place[] {
  const [root, ...others] = placesBelow(program, '');
  const serve = others.find(({ path }) => path === 'serve');
  if (root === undefined || serve === undefined) throw new TypeError('The program has no command serve.');
  const flags = serve.words.filter((word) => word.startsWith('-'));
  return [{ ...root, words: [...root.words, ...flags], values: serve.values }, ...others];
}

function placesBelow(command: Command, path: string): Place[] {
  const { commands, options, registeredArguments } = command;
  const names = commands.map((child) => child.name());
  const place = {
    path,
    words: [
      ...names,
      ...registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
      ...options.flatMap(({ long }) => long ?? []),
    ],
    values: options.flatMap(({ short, long, argChoices }) =>
      argChoices === undefined
        ? []
        : [{ flags: [short, long].filter((flag) => flag !== undefined), choices: argChoices }],
    ),
  };
  const children = commands.flatMap((child) =>
    placesBelow(child, path === '' ? child.name() : `${path} ${child.name()}`),
  );
  return [place, ...children];
}
