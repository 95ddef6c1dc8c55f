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

process.exitCode = await runProgram(process.argv.slice(2), processTerminal(interrupt.signal));
