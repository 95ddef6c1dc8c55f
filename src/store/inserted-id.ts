import type { SqlValue, Statement } from './database.js';

/** Runs an INSERT that ends with `RETURNING id`, and returns the id of the new row. */
export async function insertedId(
  statement: Statement<{ id: number }>,
  values: readonly SqlValue[],
): Promise<number> {
  const row = await statement.get(values);
  if (row === undefined) throw new Error('An INSERT returned no id.');
  return row.id;
}
