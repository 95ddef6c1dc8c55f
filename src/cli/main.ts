#!/usr/bin/env node
import module from 'node:module';

// From Node.js 22.1 on, the compiled bundle is cached between runs.
const enableCompileCache: unknown = Reflect.get(module, 'enableCompileCache');
if (typeof enableCompileCache === 'function') enableCompileCache();
const { runProgram } = await import('./program.js');
const { processTerminal } = await import('./terminal.js');

const interrupt = new AbortController();
// A second signal of the same kind ends the process at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) {
  process.once(signal, () => interrupt.abort());
}
// A reader such as `head` may close the pipe early: the command then ends as it does when it is interrupted.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    interrupt.abort();
  });
}

process.exitCode = await runProgram(process.argv.slice(2), processTerminal(interrupt.signal));
