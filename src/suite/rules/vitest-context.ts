import 'vitest';
import type { SuiteConfig } from './config.js';
import type { RuleOutcome } from './outcome.js';

declare module 'vitest' {
  interface ProvidedContext {
    chckSuite: SuiteConfig;
  }
  interface TaskMeta {
    chckOutcome?: RuleOutcome;
  }
}
