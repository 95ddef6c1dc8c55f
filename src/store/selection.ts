/** The fields of a row that is read as JSON, by the names that they get there. */
export type FieldNames<Field extends string> = Readonly<Record<string, Field>>;

/** Returns the columns of a `SELECT` of fields, each with its name. `expressions` has the SQL of each field. */
export function selection<Field extends string>(
  fields: FieldNames<Field>,
  expressions: Readonly<Record<Field, string>>,
): string {
  return Object.entries(fields)
    .map(([name, field]) => `${expressions[field]} AS "${name}"`)
    .join(', ');
}
