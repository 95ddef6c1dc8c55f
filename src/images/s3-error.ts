import { escapeXml } from '../escape-xml.js';

/** An S3 error response, for example for an expired, altered or malformed link. */
export interface S3Error {
  /** 403 for refused links, 404 for a picture that does not exist, 412 and 416 for conditions and ranges. */
  status: 400 | 403 | 404 | 412 | 416 | 500 | 503;
  /** S3's error code, such as `AccessDenied`. */
  code: string;
  message: string;
  /** Further elements of the body, in order, such as `Expires` and `ServerTime`. */
  details: Readonly<Record<string, string>>;
  /** Headers of the response. */
  headers?: Readonly<Record<string, string>>;
}

/** The media type of S3's error bodies. */
export const S3_ERROR_CONTENT_TYPE = 'application/xml';

/** Returns S3's XML error body with escaped values. `requestId` is the value of `RequestId` and `HostId` (contract §7). */
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
