/** A request for a curl command. */
export interface CurlRequest {
  method: string;
  /** Path and query. */
  path: string;
  /** Whether it needs a key. The token is in `$CHCK_TOKEN`. */
  secured: boolean;
  /** Sent as JSON. Undefined for no body. */
  json: object | undefined;
}

/** A curl command that works in a shell where `CHCK_TOKEN` is set. */
export function curlLine(origin: string, { method, path, secured, json }: CurlRequest): string {
  const parts = ['curl'];
  if (method !== 'GET' && json === undefined) parts.push(`-X ${method}`);
  if (secured) parts.push('-H "Authorization: Bearer $CHCK_TOKEN"');
  if (json !== undefined)
    parts.push("-H 'Content-Type: application/json'", `-d ${shellWord(JSON.stringify(json))}`);
  parts.push(shellWord(origin + path));
  return parts.join(' ');
}

/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
