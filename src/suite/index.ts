export { rules } from './all-rules.js';
export { type BaselineEntry, readBaseline } from './baseline.js';
export { type Comparison, compareTargets, type VerdictDifference } from './compare.js';
export type { OperationCoverage } from './coverage.js';
export type { ContractDriver, DriverAccount, Id } from './drivers/driver.js';
export { githubReport } from './reporters/github.js';
export { jsonReport } from './reporters/json.js';
export { junitReport } from './reporters/junit.js';
export { markdownReport } from './reporters/markdown.js';
export { prettyReport } from './reporters/pretty.js';
export type { RuleContext } from './rules/context.js';
export { defineRule } from './rules/define-rule.js';
export type { Failure } from './rules/outcome.js';
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
export type { ContractSuiteOptions } from './suite-options.js';
export type { RuleReport, RuleVerdict, SuiteReport } from './suite-report.js';
