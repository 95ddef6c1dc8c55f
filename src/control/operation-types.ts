import type { components, controlRoutes, operations } from './control-types.gen.js';

/** The operations of the control surface. */
export type ControlOperationId = keyof typeof controlRoutes;

/** What the document calls by a name, such as `Delivery`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

type OrEmpty<T> = [NonNullable<T>] extends [never] ? Record<string, never> : NonNullable<T>;

/** What a valid request of an operation holds; a body may be left out only where each of its parts may be. */
export interface ControlCall<Id extends ControlOperationId> {
  path: OrEmpty<operations[Id]['parameters']['path']>;
  query: OrEmpty<operations[Id]['parameters']['query']>;
  body: JsonOf<NonNullable<operations[Id]['requestBody']>, Record<string, never>>;
}

/** The answers that the document gives an operation, errors apart: what a handler may return. */
export type ControlResponse<Id extends ControlOperationId> = {
  [Status in keyof operations[Id]['responses'] & number]: {
    status: Status;
    body: JsonOf<operations[Id]['responses'][Status], undefined>;
  };
}[keyof operations[Id]['responses'] & number];

/** The body of an operation's answer; undefined when it has none. */
export type ControlResult<Id extends ControlOperationId> = ControlResponse<Id>['body'];

/** Answers one operation, or throws what `controlErrorAnswer` knows. */
export type ControlHandler<Id extends ControlOperationId> = (
  call: ControlCall<Id>,
) => Promise<ControlResponse<Id>>;

/** Handlers by operation; for all of them, one that is missing does not compile. */
export type ControlHandlers<Ids extends ControlOperationId = ControlOperationId> = {
  [Id in Ids]: ControlHandler<Id>;
};

type JsonOf<Message, Otherwise> = [Message] extends [never]
  ? Otherwise
  : Message extends { content: { 'application/json': infer Body } }
    ? Body
    : Otherwise;
