import { createHash, randomBytes, randomUUID } from 'node:crypto';

export interface Card {
  id: number;
  catalogId: number;
  brand: string;
  year: string;
  number: string;
  variant: string | null;
  player: string;
  team: string | null;
  category: { id: number; name: string };
  grade: number | null;
  value: number | null;
  addedAt: string;
}

export interface Grading {
  id: string;
  cardId: number;
  serial: number;
  createdAt: string;
  updatedAt: string;
  result: 'full' | 'two-image' | 'failed';
  grade: number;
}

export interface Target {
  id: number;
  outcome: 'success' | 'failure';
  url: string;
  createdAt: string;
}

export interface Account {
  id: number;
  usable: boolean;
  createdAt: string;
  cards: Card[];
  gradings: Grading[];
  targets: Target[];
  /** Targets that were deleted, which a bug still serves. */
  removed: Target[];
}

export interface Key {
  id: string;
  account: Account;
  hash: string;
  revoked: boolean;
  lastUsedAt: string | null;
}

const players = [
  'Ken Griffey Jr.',
  'Mia Hamm',
  'Barry Sanders',
  'Diana Taurasi',
  'Ichiro Suzuki',
  'Wayne Gretzky',
];
const brands = ['Topps', 'Upper Deck', 'Fleer', 'Panini', 'Bowman'];
const teams = ['Mariners', null, 'Lions', 'Mercury', null];
const categories = [
  { id: 1, name: 'Baseball' },
  { id: 2, name: 'Basketball' },
  { id: 3, name: 'Soccer' },
];
const grades = [8.5, 10, 9, 7, 9.5, 6.5, 8];

const pick = <T>(list: readonly T[], index: number): T => {
  const value = list[index % list.length];
  if (value === undefined) throw new Error('an empty list has nothing to pick');
  return value;
};

/** Everything the reference server remembers, and its own clock. */
export class State {
  readonly accounts: Account[] = [];
  readonly keys: Key[] = [];
  readonly signingKey = randomBytes(16).toString('hex');
  /** Requests a minute. */
  limit = 600;
  private skew = 0;
  private sequence = 1000;
  private lastStamp = 0;

  now(): number {
    return Date.now() + this.skew;
  }

  iso(offset = 0): string {
    return new Date(this.now() + offset).toISOString();
  }

  /** A creation time that no other row has, so that no page boundary falls between two rows of one instant. */
  stamp(): string {
    this.lastStamp = Math.max(this.lastStamp + 1, this.now());
    return new Date(this.lastStamp).toISOString();
  }

  advance(milliseconds: number): void {
    this.skew += milliseconds;
  }

  next(): number {
    this.sequence += 7;
    return this.sequence;
  }

  addAccount(cards: number, gradings: number, usable: boolean): Account {
    const account: Account = {
      id: this.next(),
      usable,
      createdAt: this.iso(-9e8),
      cards: [],
      gradings: [],
      targets: [],
      removed: [],
    };
    this.accounts.push(account);
    const total = cards + gradings;
    for (let index = 0; index < total; index += 1) {
      const age = -(total - index) * 61_000;
      this.addCard(account, index, age);
    }
    const chosen = account.cards.filter((_, index) => index % 2 === 0).slice(0, gradings);
    for (const card of account.cards)
      if (chosen.length < gradings && !chosen.includes(card)) chosen.push(card);
    for (const [index, card] of chosen.entries()) {
      const grading = this.grade(account, card, 'full', index);
      grading.createdAt = new Date(Date.parse(card.addedAt) + 1000).toISOString();
      grading.updatedAt = new Date(Date.parse(card.addedAt) + 9000).toISOString();
    }
    return account;
  }

  addCard(account: Account, index: number, age: number): Card {
    const card: Card = {
      id: this.next(),
      catalogId: 900_000 + this.next(),
      brand: pick(brands, index),
      year: String(1986 + ((index * 5) % 37)),
      number: `${index + 1}${index % 4 === 0 ? 'A' : ''}`,
      variant: index % 3 === 0 ? 'Refractor' : null,
      player: pick(players, index),
      team: pick(teams, index),
      category: pick(categories, index),
      grade: null,
      value: 1000 + index * 250,
      addedAt: age === 0 ? this.stamp() : this.iso(age),
    };
    account.cards.push(card);
    return card;
  }

  grade(account: Account, card: Card, result: Grading['result'], index = account.gradings.length): Grading {
    const createdAt = this.stamp();
    const grading: Grading = {
      id: randomUUID(),
      cardId: card.id,
      serial: this.next(),
      createdAt,
      updatedAt: createdAt,
      result,
      grade: pick(grades, index),
    };
    if (result === 'full') card.grade = grading.grade;
    account.gradings.push(grading);
    return grading;
  }

  addKey(account: Account): { key: Key; token: string } {
    const token = `shbx_${randomBytes(48).toString('base64url')}`;
    const key: Key = {
      id: randomUUID(),
      account,
      hash: createHash('sha256').update(token).digest('hex'),
      revoked: false,
      lastUsedAt: null,
    };
    this.keys.push(key);
    return { key, token };
  }
}
