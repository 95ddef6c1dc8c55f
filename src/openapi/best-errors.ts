import type { ErrorObject } from 'ajv';

/**
 * The errors that help a reader. For each failed `anyOf` ajv lists the errors of every branch and one more for the
 * `anyOf` itself. When only one branch has the type of the value, the errors of that branch say what is wrong;
 * otherwise the error of the `anyOf` does. With `x-first-reading` in the schema it is always the first branch.
 */
export function bestErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  const outermost = errors
    .filter(({ keyword }) => keyword === 'anyOf')
    .sort((a, b) => a.schemaPath.length - b.schemaPath.length)[0];
  if (outermost === undefined) return [...errors];
  const isWithin = ({ schemaPath, instancePath }: ErrorObject): boolean =>
    schemaPath.startsWith(`${outermost.schemaPath}/`) &&
    `${instancePath}/`.startsWith(`${outermost.instancePath}/`);
  const others = errors.filter((error) => error !== outermost && !isWithin(error));
  const branches = new Map<string, ErrorObject[]>();
  for (const error of errors.filter(isWithin)) {
    const branch = branchOf(error, outermost);
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  return [...bestErrors(others), ...bestBranch(outermost, branches)];
}

function bestBranch(anyOf: ErrorObject, branches: Map<string, ErrorObject[]>): ErrorObject[] {
  const first = branches.get('0');
  if (anyOf.parentSchema?.['x-first-reading'] === true && first !== undefined) return bestErrors(first);
  const rightType = [...branches.values()].filter(
    (errors) =>
      !errors.some((error) => error.keyword === 'type' && error.instancePath === anyOf.instancePath),
  );
  const [only] = rightType;
  return only !== undefined && rightType.length === 1 ? bestErrors(only) : [anyOf];
}

function branchOf(error: ErrorObject, anyOf: ErrorObject): string {
  return error.schemaPath.slice(anyOf.schemaPath.length + 1).split('/')[0] ?? '';
}
