import type { AnswerOf, OperationId, RequestValue } from '../contract/operation-types.js';
import type { Credential } from '../store/api-keys.js';

/** Who calls: a key whose account is a partner with a user (contract §2). */
export type Caller = Credential & { userId: number };

/** The operations that need no key; a test holds this against the document's `security`. */
export type PublicOperationId = 'getHealth';

/** What a handler is told: who calls and what they sent, already valid. */
export type Call<Id extends OperationId> = RequestValue<Id> & {
  /** Scheme, host and port under which the caller reaches the mock; links are made for it. */
  origin: string;
  caller: Id extends PublicOperationId ? undefined : Caller;
};

/** Answers one operation, or throws an ApiError. */
export type Handler<Id extends OperationId> = (call: Call<Id>) => Promise<AnswerOf<Id>>;

/** A handler for every operation of the document: a missing one does not compile. */
export type Handlers = { [Id in OperationId]: Handler<Id> };
