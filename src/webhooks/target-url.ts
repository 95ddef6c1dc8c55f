/** Returns a URL with its credentials masked, for output. */
export function maskedUrl(url: string): string {
  return url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, '$1…@');
}

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
