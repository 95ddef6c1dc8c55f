/** An answer in S3's own terms: what a late, altered or malformed link gets. */
export interface S3Error {
  /** HTTP status: 403 for links that are refused, 400 for those that cannot be read, 404 for what does not exist. */
  status: 400 | 403 | 404;
  /** S3's error code, such as `AccessDenied`. */
  code: string;
  message: string;
  /** Further elements of the body in their order, such as `Expires` and `ServerTime`. */
  details: Readonly<Record<string, string>>;
}

/** The media type of S3's error bodies. */
export const S3_ERROR_CONTENT_TYPE = 'application/xml';

/** S3's XML error body, every value escaped; `requestId` stands in both of S3's identifying elements (contract §7). */
export function s3ErrorXml(error: S3Error, requestId: string): string {
  const elements = Object.entries({
    Code: error.code,
    Message: error.message,
    ...error.details,
    RequestId: requestId,
    HostId: requestId,
  });
  const inner = elements.map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner}</Error>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

// What XML 1.0 cannot hold even as a reference: most control characters, lone surrogates, the two non-characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text made safe for XML content and attributes; characters that XML forbids become U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(NOT_XML, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
