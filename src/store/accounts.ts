import type { Database } from './database.js';

/** A dashboard account. Its keys work when its role is `partner` and it has a user (contract §2). */
export interface Account {
  id: number;
  email: string;
  name: string;
  role: string;
  userId: number | null;
  createdAt: string;
}

const columns = 'id, email, name, role, user_id AS userId, created_at AS createdAt';

export class Accounts {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async list(): Promise<Account[]> {
    return this.#db.all<Account>(`SELECT ${columns} FROM accounts ORDER BY id`);
  }

  async find(id: number): Promise<Account | undefined> {
    return this.#db.get<Account>(`SELECT ${columns} FROM accounts WHERE id = ?`, id);
  }

  async findByEmail(email: string): Promise<Account | undefined> {
    return this.#db.get<Account>(`SELECT ${columns} FROM accounts WHERE email = ?`, email);
  }

  async findByUser(userId: number): Promise<Account | undefined> {
    return this.#db.get<Account>(`SELECT ${columns} FROM accounts WHERE user_id = ? ORDER BY id`, userId);
  }

  async addUser(createdAt: string): Promise<number> {
    return (await this.#db.run('INSERT INTO users (created_at) VALUES (?)', createdAt)).lastId;
  }

  async add(account: Omit<Account, 'id'>): Promise<Account> {
    const { email, name, role, userId, createdAt } = account;
    const sql = 'INSERT INTO accounts (email, name, role, user_id, created_at) VALUES (?, ?, ?, ?, ?)';
    const { lastId } = await this.#db.run(sql, email, name, role, userId, createdAt);
    return { id: lastId, ...account };
  }
}
