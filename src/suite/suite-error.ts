/** Why a run could not be made at all; the command's exit code is then 2. */
export type SuiteErrorCode =
  | 'usage'
  | 'unreachable'
  | 'redirected'
  | 'certificate'
  | 'token_refused'
  | 'no_rule_ran'
  | 'driver_unusable'
  | 'baseline_unusable'
  | 'rules_unusable'
  | 'suite_crashed';

/** Thrown when the contract suite could not be run, as opposed to a rule that failed. */
export class SuiteError extends Error {
  constructor(
    readonly code: SuiteErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SuiteError';
  }
}
