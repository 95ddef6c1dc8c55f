/** The OpenAPI document says something that the kit cannot build on. */
export class DocumentError extends Error {
  readonly code = 'CONTRACT_DOCUMENT';

  constructor(
    /** JSON pointer to the place in `openapi/partner-api.v1.yaml`. */
    readonly pointer: string,
    problem: string,
  ) {
    super(
      `openapi/partner-api.v1.yaml, ${pointer || 'whole document'}: ${problem}. Mend it and run npm run generate.`,
    );
  }
}
