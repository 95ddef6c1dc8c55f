import type { Database, Statement } from './database.js';
import { insertedId } from './inserted-id.js';

/** A dashboard account. Its keys work when its role is `partner` and it has a user (contract §2). */
export interface Account {
  id: number;
  email: string;
  name: string;
  role: string;
  userId: number | null;
  createdAt: string;
}

const columns = `id AS "id", email AS "email", name AS "name", role AS "role", user_id AS "userId",
  created_at AS "createdAt"`;

export class Accounts {
  readonly #list: Statement<Account>;
  readonly #find: Statement<Account>;
  readonly #findByEmail: Statement<Account>;
  readonly #findByUser: Statement<Account>;
  readonly #addUser: Statement<{ id: number }>;
  readonly #add: Statement<{ id: number }>;

  constructor(db: Database) {
    this.#list = db.prepare(`SELECT ${columns} FROM accounts ORDER BY id`);
    this.#find = db.prepare(`SELECT ${columns} FROM accounts WHERE id = ?`);
    this.#findByEmail = db.prepare(`SELECT ${columns} FROM accounts WHERE email = ?`);
    this.#findByUser = db.prepare(`SELECT ${columns} FROM accounts WHERE user_id = ? ORDER BY id`);
    this.#addUser = db.prepare('INSERT INTO users (created_at) VALUES (?) RETURNING id');
    this.#add = db.prepare(
      'INSERT INTO accounts (email, name, role, user_id, created_at) VALUES (?, ?, ?, ?, ?) RETURNING id',
    );
  }

  list(): Promise<Account[]> {
    return this.#list.all([]);
  }

  find(id: number): Promise<Account | undefined> {
    return this.#find.get([id]);
  }

  findByEmail(email: string): Promise<Account | undefined> {
    return this.#findByEmail.get([email]);
  }

  findByUser(userId: number): Promise<Account | undefined> {
    return this.#findByUser.get([userId]);
  }

  addUser(createdAt: string): Promise<number> {
    return insertedId(this.#addUser, [createdAt]);
  }

  async add(account: Omit<Account, 'id'>): Promise<Account> {
    const { email, name, role, userId, createdAt } = account;
    const id = await insertedId(this.#add, [email, name, role, userId, createdAt]);
    return { id, email, name, role, userId, createdAt };
  }
}
