/** Returns a URL with its credentials masked, for output. */
export function maskedUrl(url: string): string {
  return url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, '$1…@');
}

/** Returns what a receiver could send back of the credentials in a URL: they are in the `Authorization` header. */
export function secretsOf(url: string): string[] {
  if (!url.includes('@')) return [];
  const { username, password } = new URL(url);
  const [user, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
  return [`${user}:${secret}`, secret === '' ? user : secret].filter(
    ({ length }) => length >= MIN_SECRET_LENGTH,
  );
}

/** Shorter texts are no secrets, and occur by chance. */
const MIN_SECRET_LENGTH = 4;

/** Returns whether the credentials in a URL can be percent-decoded, as an Authorization header needs them. */
export function hasUsableCredentials(url: string): boolean {
  const { username, password } = new URL(url);
  try {
    decodeURIComponent(username);
    decodeURIComponent(password);
    return true;
  } catch {
    return false;
  }
}
