import type { KeyService } from '../services/keys.js';
import type { SignedIn, SignIn } from './sign-ins.js';

export const PORTAL_KEY_NAME = 'Portal (until sign-out)';

/** The token of a key that the portal uses for this person. It is in memory only, and the key ends with the sign-in. */
export async function portalToken(keys: KeyService, { signIn, account }: SignedIn): Promise<string> {
  if (signIn.key !== undefined) {
    const { revokedAt } = await keys.get(signIn.key.id);
    if (revokedAt === null) return signIn.key.token;
  }
  const { key, token } = await keys.create({ account: account.id, name: PORTAL_KEY_NAME });
  signIn.key = { id: key.id, token };
  return token;
}

export async function revokePortalKey(keys: KeyService, signIn: SignIn): Promise<void> {
  if (signIn.key !== undefined) await keys.revoke(signIn.key.id);
}
