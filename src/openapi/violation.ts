import type { Provenance } from './openapi-model.js';

/** One way in which an answer differs from the document. */
export interface Violation {
  /** What is wrong: the status code, a header, the media type, or the body. */
  part: 'status' | 'header' | 'media-type' | 'body';
  /** In the body, a JSON pointer (empty: the whole body); for a header, its name in lower case; otherwise empty. */
  at: string;
  /** The JSON Schema keyword that was broken, such as `type`; or `status`, `media-type`, `required`, `no-body`, `json`. */
  keyword: string;
  /** A sentence: what was expected and what came. */
  message: string;
  /** JSON pointer, in `openapi/partner-api.v1.yaml`, of the keyword or object that was broken; see `sourceLine`. */
  schemaPath: string;
  /** Where the broken fact comes from. */
  provenance: Provenance;
  source: string;
}
