import { escapeXml } from '../escape-xml.js';

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
