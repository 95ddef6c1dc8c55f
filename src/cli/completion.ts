import { Argument, Command } from 'commander';
import { type CompletionShell, completionScript, completionShells } from './completion/completion-script.js';
import { placesOf } from './completion/places.js';
import type { Terminal } from './terminal.js';

/** `chck completion`: prints a script that makes a shell complete commands, flags and their values. */
export function completionCommand(terminal: Terminal, program: () => Promise<Command>): Command {
  return new Command('completion')
    .addArgument(new Argument('<shell>', 'the shell').choices(completionShells))
    .action(async (shell: CompletionShell) => {
      terminal.out(completionScript(shell, placesOf(await program())));
    });
}
