/** An OpenAPI document says something that the kit cannot use. */
export class DocumentError extends Error {
  readonly code = 'openapi_document';

  constructor(
    /** JSON pointer to the place in the document. */
    readonly pointer: string,
    problem: string,
  ) {
    super(`OpenAPI document, ${pointer || 'whole document'}: ${problem}.`);
    this.name = 'DocumentError';
  }
}
