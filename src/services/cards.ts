import type { Clock } from '../clock.js';
import { InvalidArgumentError, NotFoundError } from '../errors.js';
import type { OwnedCard } from '../store/cards.js';
import type { Store, Tables } from '../store/store.js';
import { isGrade } from '../world/grades.js';
import { assertWholeNumber } from './whole-number.js';

/** What to change of a card. What is absent stays as it is. */
export interface CardEdit {
  /** 1 to 10 in half steps; null makes the card raw. */
  grade?: number | null | undefined;
  /** In cents; null for a card without a value. It belongs to the catalog, so every copy of the card has it. */
  shoeboxValue?: number | null | undefined;
}

const GRADER = 'chck';
const MAX_CENTS = 2 ** 31 - 1;

/** The cards of users, for cases that no seed generates. */
export class CardService {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** A card by its `user_card_id`. Throws NotFoundError. */
  async get(id: number): Promise<OwnedCard> {
    return findCard(this.#store, id);
  }

  /** Changes a card. Throws NotFoundError, InvalidArgumentError. */
  async edit(id: number, { grade, shoeboxValue }: CardEdit): Promise<OwnedCard> {
    if (grade != null) assertGrade('grade', grade);
    if (shoeboxValue != null) assertWholeNumber('shoeboxValue', shoeboxValue, 0, MAX_CENTS);
    return this.#store.transaction(async (tables) => {
      await findCard(tables, id);
      if (grade !== undefined) {
        await tables.cards.setGrade(id, grade, grade === null ? null : GRADER, this.#clock.now());
      }
      if (shoeboxValue !== undefined) await tables.cards.setShoeboxValue(id, shoeboxValue);
      return findCard(tables, id);
    });
  }
}

/** Throws InvalidArgumentError with `field` unless `grade` is 1 to 10 in half steps. */
export function assertGrade(field: string, grade: number): void {
  if (isGrade(grade)) return;
  throw new InvalidArgumentError(
    field,
    `${field} must be from 1 to 10 in half steps, such as 8.5; it is ${grade}.`,
  );
}

async function findCard({ cards }: Tables, id: number): Promise<OwnedCard> {
  const card = await cards.findAny(id);
  if (card !== undefined) return card;
  throw new NotFoundError(`There is no card with user_card_id ${id}.`);
}
