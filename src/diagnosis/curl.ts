/** A request to be written as a curl line. */
export interface CurlRequest {
  method: string;
  /** Path and query. */
  path: string;
  /** Whether it needs a key; the token is left to `$CHCK_TOKEN`. */
  secured: boolean;
  /** Sent as JSON; undefined for no body. */
  json: object | undefined;
}

/** A line that works when pasted into a shell in which `CHCK_TOKEN` is set. */
export function curlLine(origin: string, { method, path, secured, json }: CurlRequest): string {
  const parts = ['curl'];
  if (method !== 'GET' && json === undefined) parts.push(`-X ${method}`);
  if (secured) parts.push('-H "Authorization: Bearer $CHCK_TOKEN"');
  if (json !== undefined)
    parts.push("-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(json))}`);
  parts.push(quoted(origin + path));
  return parts.join(' ');
}

/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
