import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median } from './load.js';
import { newFolder, root, startMock, startPrism } from './servers.js';
import { type Row, row } from './table.js';

const ROUNDS = 5;

/** From the start of a process to its first 200 with new and with existing data; `createMock()`; `chck --help`. */
export async function startRows(): Promise<Row[]> {
  const times = { fresh: [], existing: [], prism: [], create: [], help: [] } as Record<string, number[]>;
  const existing = newFolder();
  for (let round = 0; round <= ROUNDS; round += 1) {
    const measured = {
      fresh: await startTime(() => startMock([], newFolder(), false)),
      existing: await startTime(() => startMock([], existing, false)),
      prism: await startTime(() => startPrism('silent', false)),
      create: createTime(),
      help: helpTime(),
    };
    // The first round fills the caches of the system and creates the existing data.
    if (round > 0) for (const [name, ms] of Object.entries(measured)) times[name]?.push(ms);
  }
  const of = (name: string) => median(times[name] ?? []);
  const ms = (what: string, name: string, atMost: number) =>
    row(what, of(name), { atMost, unit: 'ms', digits: 0 });
  return [
    row(
      'start to first 200, new data, against Prism',
      of('fresh') / of('prism'),
      { atMost: 0.25, unit: '×' },
      `${Math.round(of('fresh'))} to ${Math.round(of('prism'))} ms`,
    ),
    ms('start to first 200, new data', 'fresh', 300),
    ms('start to first 200, existing data', 'existing', 220),
    ms('import and createMock()', 'create', 200),
    ms('chck --help', 'help', 120),
  ];
}

async function startTime(
  start: () => Promise<{ startedInMs: number; close(): Promise<void> }>,
): Promise<number> {
  const server = await start();
  await server.close();
  return server.startedInMs;
}

function createTime(): number {
  const index = pathToFileURL(join(root, 'dist', 'index.js')).href;
  const script = `const startMs = performance.now();
    const { createMock } = await import('${index}');
    const mock = await createMock();
    console.log(performance.now() - startMs);
    await mock.close();`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: newFolder() }));
}

function helpTime(): number {
  const startMs = performance.now();
  execFileSync(process.execPath, [join(root, 'dist', 'chck.js'), '--help']);
  return performance.now() - startMs;
}
