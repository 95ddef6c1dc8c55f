import { InvalidArgumentError } from '../errors.js';

/** The fields of a form, a query or a path, as text. A missing field and an empty one are the same. */
export class Fields {
  readonly #values: URLSearchParams;

  constructor(values: URLSearchParams | Record<string, string> | string = '') {
    this.#values = new URLSearchParams(values);
  }

  /** The trimmed text of a field; undefined when it is empty. */
  text(name: string): string | undefined {
    const text = this.#values.get(name)?.trim();
    return text === undefined || text === '' ? undefined : text;
  }

  /** The text of a field as it was sent. */
  raw(name: string): string {
    return this.#values.get(name) ?? '';
  }

  /** The number in a field; undefined when it is empty, NaN when it holds something else. */
  number(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : Number(text);
  }

  /** The positive integer in a field, otherwise undefined. */
  id(name: string): number | undefined {
    const value = this.number(name);
    return value !== undefined && Number.isSafeInteger(value) && value >= 1 ? value : undefined;
  }

  /** The positive integers of the fields with this name, such as checked boxes. */
  ids(name: string): number[] {
    const values = this.#values.getAll(name).flatMap((value) => value.split(','));
    return values.map(Number).filter((value) => Number.isSafeInteger(value) && value >= 1);
  }

  /** The whole number in a field; undefined when it is empty. Throws InvalidArgumentError. */
  wholeNumber(name: string): number | undefined {
    const value = this.number(name);
    if (value === undefined || Number.isSafeInteger(value)) return value;
    throw new InvalidArgumentError(name, `${name} must be a whole number; it is "${this.raw(name)}".`);
  }

  /** The field when it is one of `known`, otherwise the first of them. */
  oneOf<const Value extends string>(name: string, known: readonly [Value, ...Value[]]): Value {
    const sent = this.text(name);
    return known.find((value) => value === sent) ?? known[0];
  }

  has(name: string): boolean {
    return this.text(name) !== undefined;
  }

  /** The fields as a query, with some changed. Empty ones are left out. */
  with(changes: Record<string, string | number | undefined>): string {
    const values = new URLSearchParams(this.#values);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) values.delete(name);
      else values.set(name, String(value));
    }
    for (const [name, value] of [...values]) if (value === '') values.delete(name);
    const query = values.toString();
    return query === '' ? '' : `?${query}`;
  }

  /** All fields, encoded as a form. */
  toString(): string {
    return this.#values.toString();
  }
}
