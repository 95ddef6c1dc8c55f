import { tmpdir } from 'node:os';
import { extname, join, relative } from 'node:path';
import type { CliOptions, Reporter, TestCase, TestSpecification } from 'vitest/node';
import { codePath } from '../package-root.js';
import { areas } from './all-rules.js';
import { keepProcess } from './keep-process.js';
import type { SuiteConfig } from './rules/config.js';
import type { RuleOutcome } from './rules/outcome.js';
import type { Rule } from './rules/rule.js';
import { stopRun } from './rules/stop-channel.js';
import type {} from './rules/vitest-context.js';
import { SuiteError } from './suite-error.js';

const folder = codePath('contract-tests');
const setupFile = codePath('src/suite/rules/vitest-setup.ts');
const extension = extname(setupFile).slice(1);

/** Time for a rule that was stopped to remove its targets. */
const STOP_MS = 20_000;

type Vitest = typeof import('vitest/node');

/** Runs the areas in the order of the rules, and a user's own files after them. */
function inRuleOrder({ BaseSequencer }: Vitest) {
  return class RuleOrder extends BaseSequencer {
    override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const placeOf = ({ moduleId }: TestSpecification): number => {
        const place = areas.findIndex((area) => moduleId.endsWith(`/${area}.contract.${extension}`));
        return place < 0 ? areas.length : place;
      };
      return Promise.resolve(files.toSorted((left, right) => placeOf(left) - placeOf(right)));
    }
  };
}

function vitestConfig(
  config: SuiteConfig,
  ruleFiles: readonly string[],
  reporter: Reporter,
  vitest: Vitest,
): CliOptions {
  return {
    root: folder,
    config: false,
    include: [`*.contract.${extension}`, ...ruleFiles.map(asPattern)],
    exclude: [],
    setupFiles: [setupFile],
    reporters: [reporter],
    provide: { chckSuite: config },
    watch: false,
    cache: false,
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    fileParallelism: false,
    sequence: { sequencer: inRuleOrder(vitest), shuffle: false },
    passWithNoTests: true,
    testTimeout: config.ruleTimeout + config.timeout + STOP_MS,
    teardownTimeout: 2000,
  };
}

/** A file as a glob that matches it alone, from the contract folder. */
function asPattern(file: string): string {
  return relative(folder, file).replace(/[()[\]{}!*?+@|\\]/g, '\\$&');
}

/** One run of rules. */
export interface RulesRun {
  config: SuiteConfig;
  rules: readonly Rule[];
  /** The user's own rule files, as absolute paths. */
  ruleFiles: readonly string[];
  /** Called with the outcome of each rule as soon as it is known. */
  onOutcome: (outcome: RuleOutcome) => void;
  signal: AbortSignal | undefined;
}

/** A way to run rules. Returns the outcome of each. */
export type RunRules = (run: RulesRun) => Promise<RuleOutcome[]>;

/** Runs the contract files in vitest. Leaves the exit code of the process alone. Throws `SuiteError` `suite_crashed`. */
export const runInVitest: RunRules = async ({ config, ruleFiles, onOutcome, signal }) => {
  const outcomes: RuleOutcome[] = [];
  const isStopped = (): boolean => signal?.aborted ?? false;
  if (isStopped()) return outcomes;
  const reporter: Reporter = {
    onTestCaseResult(testCase: TestCase) {
      const outcome = testCase.meta().chckOutcome;
      // A rule that was stopped, and those after it, are not part of the report.
      if (outcome === undefined || isStopped()) return;
      outcomes.push(outcome);
      onOutcome(outcome);
    },
  };
  // Loaded only now: whoever imports the kit for its mock alone does not wait for vitest.
  const vitestNode = await import('vitest/node');
  const exitCode = process.exitCode;
  const vitest = await keepProcess(() =>
    vitestNode.createVitest('test', vitestConfig(config, ruleFiles, reporter, vitestNode), {
      cacheDir: join(tmpdir(), 'chck-contract-suite'),
      logLevel: 'silent',
    }),
  );
  // vitest would end the worker in the middle of a rule, and leave registered targets behind.
  const cancel = (): void => stopRun(config.runId);
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
