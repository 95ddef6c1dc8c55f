import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

let shared: Ajv2020 | undefined;

/**
 * The ajv for resolved schemas: every error is collected, with the schema node that it broke. Formats are those of
 * ajv-formats, stricter in two: a UUID has no `urn:uuid:` before it, and a URI must be one that `URL` can read as well.
 */
export function sharedAjv(): Ajv2020 {
  if (shared === undefined) {
    shared = new Ajv2020({
      allErrors: true,
      verbose: true,
      strict: false,
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

const rfc3986 = fullFormats.uri;

function isUri(text: string): boolean {
  return typeof rfc3986 === 'function' && rfc3986(text) === true && URL.canParse(text);
}
