import type { OperationId, RequestOf, ResponseOf } from '../contract/operation-types.js';
import type { Credential } from '../store/api-keys.js';
import type { JsonBody } from './api-response.js';

/** The caller: a key whose account is a partner with a user (contract §2). */
export type Caller = Credential & { userId: number };

/** The operations that need no key. A test compares this with the document's `security`. */
export type PublicOperationId = 'getHealth';

/** The input of a handler: the caller and the validated request. */
export type Call<Id extends OperationId> = RequestOf<Id> & {
  /** Scheme, host and port under which the caller reaches the mock. Image links have this origin. */
  origin: string;
  caller: Id extends PublicOperationId ? undefined : Caller;
};

/** Responds to one operation, or throws an ApiError. */
export type Handler<Id extends OperationId> = (
  call: Call<Id>,
) => Promise<ResponseOf<Id> | ({ status: ResponseOf<Id>['status'] } & JsonBody)>;

/** A handler for every operation of the document. A missing one does not compile. */
export type Handlers = { [Id in OperationId]: Handler<Id> };
