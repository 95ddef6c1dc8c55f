import { expect } from 'vitest';
import type { OperationId } from '../contract/operation-types.js';
import { contractMatchers, type MatcherOptions } from './matchers.js';

/** Importing this file adds the matcher `toSatisfyContract`, with its types, to vitest's `expect`. */
expect.extend(contractMatchers);

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the type parameter must be declared as vitest declares it
  interface Matchers<T = any> {
    /** The response satisfies the contract of the operation; `await` it for a fetch `Response`. */
    toSatisfyContract: (
      operationId: OperationId,
      options?: MatcherOptions,
    ) => T extends Response ? Promise<void> : void;
  }
}
