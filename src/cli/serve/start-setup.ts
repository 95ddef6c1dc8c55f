import { unwatchFile, watchFile } from 'node:fs';
import { resolve } from 'node:path';
import { isLoopbackName } from '../../http/origin-guard.js';
import type { Mock } from '../../mock.js';
import { UsageError } from '../errors.js';
import type { Terminal } from '../terminal.js';
import { SetupApplier } from './apply-setup.js';
import { readSetup, type Setup } from './setup-file.js';

/** The flags of `chck serve` that concern the setup. */
export interface SetupFlags {
  setup?: string;
  watch?: boolean;
  world?: string;
  host: string;
  publicUrl?: string;
  developmentToken?: string;
  allowDevelopmentToken?: boolean;
}

/** A setup to apply, and the files to watch. */
export interface PlannedSetup {
  file: string | undefined;
  setup: Setup | undefined;
  watched: string[];
}

const POLL_MS = 250;

/** Reads the setup and checks its flags, before the mock is started. Throws UsageError. */
export function planSetup(flags: SetupFlags): PlannedSetup {
  const { setup: file, watch = false, world } = flags;
  const setup = file === undefined ? undefined : readSetup(file);
  assertTokensAllowed(flags, setup);
  const worldFile = world !== undefined && /[/\\]|\.(ya?ml|json)$/i.test(world) ? [world] : [];
  const files = [...(file === undefined ? [] : [file]), ...worldFile];
  if (watch && files.length === 0) {
    throw new UsageError('--watch needs a file: give --setup FILE, or a world file with --world FILE.');
  }
  return { file, setup, watched: watch ? files : [] };
}

/**
 * Applies the setup. With `--watch`, a changed setup is applied again; a changed world file recreates the world first.
 * Returns the function that ends the watching.
 */
export async function startSetup(
  terminal: Terminal,
  mock: Mock,
  { file, setup, watched }: PlannedSetup,
  flags: SetupFlags,
): Promise<() => Promise<void>> {
  const report = (line: string) => terminal.err(`${terminal.color.dim('setup:')} ${line}`);
  const applier = new SetupApplier(mock, report);
  if (setup !== undefined) await applier.apply(setup);
  let work: Promise<void> = Promise.resolve();
  const reload = async (changed: string) => {
    const next = file === undefined ? undefined : readSetup(file);
    assertTokensAllowed(flags, next);
    const isWorld = changed !== file;
    if (isWorld) {
      await mock.reset();
      applier.forget();
    }
    report(`${changed} has changed${isWorld ? '; the world is recreated' : ''}`);
    if (next !== undefined) await applier.apply(next, isWorld);
  };
  for (const name of watched) {
    watchFile(name, { interval: POLL_MS, persistent: false }, (now, before) => {
      if (now.mtimeMs === before.mtimeMs && now.size === before.size) return;
      work = work
        .then(() => reload(name))
        .catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          report(`${terminal.color.yellow('not applied:')} ${reason}`);
        });
    });
  }
  return async () => {
    for (const name of watched) unwatchFile(resolve(name));
    await work;
  };
}

function assertTokensAllowed(flags: SetupFlags, setup: Setup | undefined): void {
  const { host, publicUrl, allowDevelopmentToken = false, developmentToken } = flags;
  const hasTokens = (setup?.keys.length ?? 0) > 0;
  if (allowDevelopmentToken && !hasTokens && developmentToken === undefined) {
    throw new UsageError('--allow-development-token needs CHCK_DEVELOPMENT_TOKEN, or a setup with keys.');
  }
  const names = [host, ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname])];
  if (!hasTokens || allowDevelopmentToken || names.every(isLoopbackName)) return;
  throw new UsageError(
    'The setup has keys with given tokens, which are refused while the mock is reachable from other machines: use --allow-development-token if nobody else can reach it, or leave out the keys.',
  );
}
