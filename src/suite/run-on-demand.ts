import type { ContractSuiteOptions, SuiteReport } from './suite-options.js';

/**
 * Runs the contract suite against a target and returns its report. Loads the suite, and vitest with it, at the first
 * call. Throws SuiteError when the run cannot be made.
 */
export async function runContractSuite(options: ContractSuiteOptions): Promise<SuiteReport> {
  const suite = await import('./run-contract-suite.js');
  return suite.runContractSuite(options);
}
