import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CliOptions, Reporter, TestCase, TestSpecification } from 'vitest/node';
import type { SuiteConfig } from './rules/config.js';
import type { RuleOutcome } from './rules/outcome.js';
import { areas } from './rules/rule.js';
import type {} from './rules/vitest-context.js';
import { keepProcess } from './keep-process.js';
import { SuiteError } from './suite-error.js';

const folder = fileURLToPath(new URL('../../contract-tests', import.meta.url));
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const LONGEST_RULE_MS = 180_000;

type Vitest = typeof import('vitest/node');

/** Runs the areas in their own order, so that a run is the same every time. */
function areaOrder({ BaseSequencer }: Vitest) {
  return class AreaOrder extends BaseSequencer {
    override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const placeOf = ({ moduleId }: TestSpecification): number =>
        areas.findIndex((area) => moduleId.endsWith(`/${area}.contract.${extension}`));
      return Promise.resolve(files.toSorted((left, right) => placeOf(left) - placeOf(right)));
    }
  };
}

function vitestConfig(config: SuiteConfig, reporter: Reporter, vitest: Vitest): CliOptions {
  return {
    root: folder,
    config: false,
    include: [`*.contract.${extension}`],
    exclude: [],
    setupFiles: [join(folder, 'support', `vitest-setup.${extension}`)],
    reporters: [reporter],
    provide: { chckSuite: config },
    watch: false,
    cache: false,
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    fileParallelism: false,
    sequence: { sequencer: areaOrder(vitest), shuffle: false },
    passWithNoTests: true,
    testTimeout: LONGEST_RULE_MS,
    teardownTimeout: 2000,
  };
}

/** A way to run the selected rules: tells of each as it is judged, and gives all. */
export type RunRules = (
  config: SuiteConfig,
  onOutcome: (outcome: RuleOutcome) => void,
  signal?: AbortSignal,
) => Promise<RuleOutcome[]>;

/** Runs the contract files in vitest and gives what came of each selected rule. Leaves the process's exit code alone. */
export const runRules: RunRules = async (config, onOutcome, signal) => {
  const outcomes: RuleOutcome[] = [];
  const isStopped = (): boolean => signal?.aborted ?? false;
  if (isStopped()) return outcomes;
  const reporter: Reporter = {
    onTestCaseResult(testCase: TestCase) {
      const outcome = testCase.meta().chckOutcome;
      if (outcome === undefined) return;
      outcomes.push(outcome);
      onOutcome(outcome);
    },
  };
  // Loaded only now: whoever imports the kit for its mock alone does not wait for vitest.
  const vitestNode = await import('vitest/node');
  const exitCode = process.exitCode;
  const vitest = await keepProcess(() =>
    vitestNode.createVitest('test', vitestConfig(config, reporter, vitestNode), {
      cacheDir: join(tmpdir(), 'chck-contract-suite'),
      logLevel: 'silent',
    }),
  );
  const cancel = (): void => void vitest.cancelCurrentRun('keyboard-input');
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const { testModules, unhandledErrors } = await vitest.start();
    const errors = [...unhandledErrors, ...testModules.flatMap((module) => module.errors())];
    const failed = testModules.flatMap((module) => [...module.children.allTests('failed')]);
    const crashed = failed.find((test) => test.meta().chckOutcome === undefined);
    const crash = crashed?.result()?.errors?.[0] ?? errors[0];
    if (crash !== undefined && !isStopped()) throw crashError(crash);
  } finally {
    signal?.removeEventListener('abort', cancel);
    await vitest.close();
    process.exitCode = exitCode;
  }
  return outcomes;
};

function crashError(cause: unknown): SuiteError {
  const text =
    typeof cause === 'object' && cause !== null && 'stack' in cause ? String(cause.stack) : String(cause);
  return new SuiteError('suite_crashed', `The suite itself failed: ${text}`, cause);
}
