import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const rfc3986 = fullFormats.uri;

let shared: Ajv2020 | undefined;

/**
 * The one ajv of the process. It collects every error with the schema node that was broken. Formats are those of
 * ajv-formats, two of them stricter: a UUID has no `urn:uuid:` prefix, and `URL` must be able to read a URI. Schemas
 * themselves are not checked, which would slow down the start; tests do that.
 */
export function sharedAjv(): Ajv2020 {
  if (shared === undefined) {
    shared = new Ajv2020({
      allErrors: true,
      verbose: true,
      strict: false,
      // JSON such as 1e400 is read as Infinity, which is no number of any schema.
      strictNumbers: true,
      validateSchema: false,
      meta: false,
      logger: false,
    });
    shared.addFormat('date-time', fullFormats['date-time']);
    shared.addFormat('email', fullFormats.email);
    shared.addFormat('uuid', UUID);
    shared.addFormat('uri', { type: 'string', validate: isUri });
  }
  return shared;
}

function isUri(text: string): boolean {
  return typeof rfc3986 === 'function' && rfc3986(text) === true && URL.canParse(text);
}
