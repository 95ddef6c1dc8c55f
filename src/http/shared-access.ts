import { isLoopbackName } from './origin-guard.js';

/** The mock would be reachable beyond this machine, and nothing would guard the portal and `/_mock`. */
export class AdminTokenMissingError extends Error {
  readonly code = 'admin_token_missing';
}

/** The mock would be reachable beyond this machine with a token that is known beforehand. */
export class DevelopmentTokenRefusedError extends Error {
  readonly code = 'development_token_refused';
}

/** The options that matter when a mock is reachable beyond loopback. */
export interface SharedAccess {
  adminToken?: string | undefined;
  publicUrl?: string | undefined;
  developmentToken?: string | undefined;
  allowDevelopmentToken?: boolean | undefined;
}

/**
 * The token that guards a mock beyond loopback; undefined on loopback. Throws AdminTokenMissingError,
 * DevelopmentTokenRefusedError.
 */
export function requiredAdminToken(
  host: string,
  { adminToken, publicUrl, developmentToken, allowDevelopmentToken }: SharedAccess,
): string | undefined {
  const names = [host, ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname])];
  const shared = names.find((name) => !isLoopbackName(name));
  if (shared === undefined) return undefined;
  if (developmentToken !== undefined && !allowDevelopmentToken) {
    throw new DevelopmentTokenRefusedError(
      `On ${shared} the mock is reachable from other machines, where a fixed token is refused: use --allow-development-token if nobody else can reach it, as in a container whose port is published on 127.0.0.1, or leave out CHCK_DEVELOPMENT_TOKEN.`,
    );
  }
  if (adminToken !== undefined) return adminToken;
  throw new AdminTokenMissingError(
    `On ${shared} the mock is reachable from other machines, so the dashboard and /_mock need an admin token: set CHCK_ADMIN_TOKEN, or listen on 127.0.0.1 without another public URL.`,
  );
}
