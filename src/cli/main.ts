#!/usr/bin/env node
import { runProgram } from './program.js';
import { processTerminal } from './terminal.js';

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    interrupt.abort();
    // A second one ends the process as it would have without us.
  });
}
// The names that platforms give these stand in where the kit's own are not set.
for (const name of ['PORT', 'HOST']) {
  const value = process.env[name];
  if (value !== undefined) process.env[`CHCK_${name}`] ??= value;
}

// A reader that has seen enough, such as `head`, is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await runProgram(process.argv.slice(2), processTerminal(interrupt.signal));
