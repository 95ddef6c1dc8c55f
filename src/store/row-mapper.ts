import type { SqlValue } from './database.js';

/**
 * Returns a function that makes an object of a list of values. It is compiled from the names of the columns, because an
 * object literal is ten times faster than setting properties by name.
 */
export function rowMapper(columns: readonly string[]): (values: readonly SqlValue[]) => unknown {
  const properties = columns.map((name, index) => `${JSON.stringify(name)}: values[${index}]`);
  const compiled: unknown = new Function('values', `return { ${properties.join(', ')} };`);
  if (!isMapper(compiled)) throw new TypeError('A compiled row mapper is a function.');
  return compiled;
}

function isMapper(value: unknown): value is (values: readonly SqlValue[]) => unknown {
  return typeof value === 'function';
}
