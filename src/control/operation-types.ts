import type { RequestOf, ResponseOf } from '../openapi/operation-types.js';
import type { components, operations, routes } from './control-types.gen.js';

/** The operations of `/_mock`. */
export type ControlOperationId = keyof typeof routes;

/** A named schema of the document, such as `Delivery`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The contents of a valid request; without a body when each of its properties may be absent. */
export type ControlRequest<Id extends ControlOperationId> = RequestOf<
  operations[Id],
  never,
  Record<string, never>
>;

/** The responses that the document gives an operation, errors apart: what a handler may return. */
export type ControlResponse<Id extends ControlOperationId> = ResponseOf<operations[Id]>;

/** The body of an operation's response; undefined when it has none. */
export type ControlResult<Id extends ControlOperationId> = ControlResponse<Id>['body'];

/**
 * Handles one operation, or throws an error that `controlErrorResponse` knows. `signal` is aborted when the client is
 * gone.
 */
export type ControlHandler<Id extends ControlOperationId> = (
  request: ControlRequest<Id>,
  signal: AbortSignal,
) => Promise<ControlResponse<Id>>;

/** Handlers by operation; for all of them, a missing one does not compile. */
export type ControlHandlers<Ids extends ControlOperationId = ControlOperationId> = {
  [Id in Ids]: ControlHandler<Id>;
};
