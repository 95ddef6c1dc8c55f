import type { Database } from './database.js';

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

const columns = `id, account_id AS accountId, name, prefix, development, created_at AS createdAt,
  last_used_at AS lastUsedAt, revoked_at AS revokedAt`;

export class ApiKeys {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Returns the key with this token hash, and its account, in one lookup by `token_hash` (contract §2). */
  async findCredential(tokenHash: string): Promise<Credential | undefined> {
    const row = await this.#db.get<CredentialRow>(
      `SELECT k.id AS keyId, k.prefix AS keyPrefix, k.development AS development, k.revoked_at AS revokedAt,
         a.id AS accountId, a.role AS role, u.id AS userId
       FROM platform_api_keys k JOIN accounts a ON a.id = k.account_id LEFT JOIN users u ON u.id = a.user_id
       WHERE k.token_hash = ?`,
      tokenHash,
    );
    return row && { ...row, development: row.development === 1 };
  }

  /** Returns all keys of an account, including revoked ones, newest first. */
  async list(accountId: number): Promise<ApiKey[]> {
    const sql = `SELECT ${columns} FROM platform_api_keys WHERE account_id = ? ORDER BY id DESC`;
    return (await this.#db.all<ApiKeyRow>(sql, accountId)).map(toApiKey);
  }

  async find(id: number): Promise<ApiKey | undefined> {
    const row = await this.#db.get<ApiKeyRow>(`SELECT ${columns} FROM platform_api_keys WHERE id = ?`, id);
    return row && toApiKey(row);
  }

  async add(key: Omit<ApiKey, 'id' | 'lastUsedAt' | 'revokedAt'>, tokenHash: string): Promise<ApiKey> {
    const { accountId, name, prefix, development, createdAt } = key;
    const { lastId } = await this.#db.run(
      `INSERT INTO platform_api_keys (account_id, name, prefix, token_hash, development, created_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
      ...[accountId, name, prefix, tokenHash, development ? 1 : 0, createdAt],
    );
    return { id: lastId, ...key, lastUsedAt: null, revokedAt: null };
  }

  /** Revokes a key, of the given account if any. Returns false when it is already revoked or does not exist. */
  async revoke(id: number, revokedAt: string, accountId?: number): Promise<boolean> {
    const owner = accountId === undefined ? '' : 'AND account_id = ?';
    const sql = `UPDATE platform_api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL ${owner}`;
    const values = accountId === undefined ? [revokedAt, id] : [revokedAt, id, accountId];
    return (await this.#db.run(sql, ...values)).changes === 1;
  }

  async markUsed(id: number, usedAt: string): Promise<void> {
    await this.#db.run('UPDATE platform_api_keys SET last_used_at = ? WHERE id = ?', usedAt, id);
  }
}

function toApiKey(row: ApiKeyRow): ApiKey {
  const { id, accountId, name, prefix, development, createdAt, lastUsedAt, revokedAt } = row;
  return { id, accountId, name, prefix, development: development === 1, createdAt, lastUsedAt, revokedAt };
}
