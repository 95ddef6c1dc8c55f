import type { Database, Statement } from './database.js';
import { insertedId } from './inserted-id.js';

/** An API key, without the hash of its token. The token itself is not stored. */
export interface ApiKey {
  id: number;
  accountId: number;
  name: string;
  prefix: string;
  /** True when the token is derived from the seed and is therefore not secret. */
  development: boolean;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

/** The key of a token and its account, as authentication needs them. */
export interface Credential {
  keyId: number;
  keyPrefix: string;
  development: boolean;
  revokedAt: string | null;
  accountId: number;
  role: string;
  /** The account's user, or null when there is none. */
  userId: number | null;
}

type ApiKeyRow = Omit<ApiKey, 'development'> & { development: number };
type CredentialRow = Omit<Credential, 'development'> & { development: number };

const columns = `id AS "id", account_id AS "accountId", name AS "name", prefix AS "prefix",
  development AS "development", created_at AS "createdAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;

export class ApiKeys {
  readonly #findCredential: Statement<Credential>;
  readonly #list: Statement<ApiKey>;
  readonly #find: Statement<ApiKey>;
  readonly #add: Statement<{ id: number }>;
  readonly #revoke: Statement<unknown>;
  readonly #markUsed: Statement<unknown>;

  constructor(db: Database) {
    this.#findCredential = db.prepare(
      `SELECT k.id AS "keyId", k.prefix AS "keyPrefix", k.development AS "development", k.revoked_at AS "revokedAt",
         a.id AS "accountId", a.role AS "role", u.id AS "userId"
       FROM platform_api_keys k JOIN accounts a ON a.id = k.account_id LEFT JOIN users u ON u.id = a.user_id
       WHERE k.token_hash = ?`,
      toCredential,
    );
    this.#list = db.prepare(
      `SELECT ${columns} FROM platform_api_keys WHERE account_id = ? ORDER BY id DESC`,
      toApiKey,
    );
    this.#find = db.prepare(`SELECT ${columns} FROM platform_api_keys WHERE id = ?`, toApiKey);
    this.#add = db.prepare(
      `INSERT INTO platform_api_keys (account_id, name, prefix, token_hash, development, created_at)
       VALUES (?, ?, ?, ?, ?, ?) RETURNING id`,
    );
    this.#revoke = db.prepare(
      `UPDATE platform_api_keys SET revoked_at = ?
       WHERE id = ? AND revoked_at IS NULL AND account_id = COALESCE(?, account_id)`,
    );
    this.#markUsed = db.prepare('UPDATE platform_api_keys SET last_used_at = ? WHERE id = ?');
  }

  /** Returns the key with this token hash, and its account, in one lookup by `token_hash` (contract §2). */
  findCredential(tokenHash: string): Promise<Credential | undefined> {
    return this.#findCredential.get([tokenHash]);
  }

  /** Returns all keys of an account, including revoked ones, newest first. */
  list(accountId: number): Promise<ApiKey[]> {
    return this.#list.all([accountId]);
  }

  find(id: number): Promise<ApiKey | undefined> {
    return this.#find.get([id]);
  }

  async add(key: Omit<ApiKey, 'id' | 'lastUsedAt' | 'revokedAt'>, tokenHash: string): Promise<ApiKey> {
    const { accountId, name, prefix, development, createdAt } = key;
    const values = [accountId, name, prefix, tokenHash, development ? 1 : 0, createdAt];
    const id = await insertedId(this.#add, values);
    return { id, accountId, name, prefix, development, createdAt, lastUsedAt: null, revokedAt: null };
  }

  /** Revokes a key, of the given account if any. Returns false when it is already revoked or does not exist. */
  async revoke(id: number, revokedAt: string, accountId?: number): Promise<boolean> {
    return (await this.#revoke.run([revokedAt, id, accountId ?? null])) === 1;
  }

  async markUsed(id: number, usedAt: string): Promise<void> {
    await this.#markUsed.run([usedAt, id]);
  }
}

function toCredential(row: CredentialRow): Credential {
  return {
    keyId: row.keyId,
    keyPrefix: row.keyPrefix,
    development: row.development === 1,
    revokedAt: row.revokedAt,
    accountId: row.accountId,
    role: row.role,
    userId: row.userId,
  };
}

function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    accountId: row.accountId,
    name: row.name,
    prefix: row.prefix,
    development: row.development === 1,
    createdAt: row.createdAt,
    lastUsedAt: row.lastUsedAt,
    revokedAt: row.revokedAt,
  };
}
