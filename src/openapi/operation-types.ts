/** An operation in the types that openapi-typescript generates. */
export interface OperationType {
  parameters: { path?: unknown; query?: unknown };
  requestBody?: unknown;
  responses: object;
}

type OrEmpty<T> = [NonNullable<T>] extends [never] ? Record<string, never> : NonNullable<T>;

/** The path parameters of an operation, after validation. */
export type PathOf<Op extends OperationType> = OrEmpty<Op['parameters']['path']>;

type SentQuery<Op extends OperationType> = OrEmpty<Op['parameters']['query']>;

/** The query parameters of an operation, after validation; `Defaulted` names those that have a default, and so a value. */
export type QueryOf<Op extends OperationType, Defaulted extends string = never> = Omit<
  SentQuery<Op>,
  Defaulted
> &
  Required<Pick<SentQuery<Op>, Defaulted & keyof SentQuery<Op>>>;

/** The JSON body of a request or response. */
export type JsonOf<Message, Otherwise> = [Message] extends [never]
  ? Otherwise
  : Message extends { content: { 'application/json': infer Body } }
    ? Body
    : Otherwise;

/** The body of an operation, after validation; `None` when it takes none. */
export type BodyOf<Op extends OperationType, None = undefined> = JsonOf<NonNullable<Op['requestBody']>, None>;

/** The contents of a valid request. */
export interface RequestOf<Op extends OperationType, Defaulted extends string = never, NoBody = undefined> {
  path: PathOf<Op>;
  query: QueryOf<Op, Defaulted>;
  body: BodyOf<Op, NoBody>;
}

/** The responses that the document gives an operation, as status and body: what a handler may return. */
export type ResponseOf<Op extends OperationType> = {
  [Status in keyof Op['responses'] & number]: {
    status: Status;
    body: JsonOf<Op['responses'][Status], undefined>;
  };
}[keyof Op['responses'] & number];
