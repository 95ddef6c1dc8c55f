/** The contract suite as functions. It is loaded on its own, because it brings vitest and fast-check with it. */
export type { CheckResult, Failure, Origin, Verdict } from '../checks/check-result.js';
export type { OperationCoverage } from '../checks/coverage.js';
export type { Report, StaleEntry } from '../checks/report.js';
export { githubReport } from '../checks/reporters/github.js';
export { jsonReport } from '../checks/reporters/json.js';
export { junitReport } from '../checks/reporters/junit.js';
export { markdownReport } from '../checks/reporters/markdown.js';
export { prettyReport } from '../checks/reporters/pretty.js';
export { rules } from './all-rules.js';
export { type BaselineEntry, readBaseline } from './baseline.js';
export { type Comparison, compareTargets, type VerdictDifference } from './compare.js';
export type { ContractDriver, DriverAccount, Id } from './drivers/driver.js';
export type { RuleContext } from './rules/context.js';
export { defineRule } from './rules/define-rule.js';
export type {
  Capability,
  DeviationInput,
  Provenance,
  Rule,
  RuleCheck,
  RuleInfo,
  RuleInput,
  Severity,
} from './rules/rule.js';
export { runContractSuite } from './run-contract-suite.js';
export { SuiteError, type SuiteErrorCode } from './suite-error.js';
export type { ContractSuiteOptions, SuiteReport } from './suite-options.js';
