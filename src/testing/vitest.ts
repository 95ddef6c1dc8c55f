import { expect } from 'vitest';
import type { OperationId } from '../contract/operation-types.js';
import { contractMatchers, type MatcherOptions } from './matchers.js';

/** Importing this teaches vitest's `expect` the matcher `toSatisfyContract`, types included. */
expect.extend(contractMatchers);

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the type parameter must be declared just as vitest has it
  interface Matchers<T = any> {
    /** The answer satisfies the contract of the operation; `await` it for a fetch `Response`. */
    toSatisfyContract: (
      operationId: OperationId,
      options?: MatcherOptions,
    ) => T extends Response ? Promise<void> : void;
  }
}
