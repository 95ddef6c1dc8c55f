import type { ErrorObject } from 'ajv';

/**
 * The errors worth telling: for each failed `anyOf`, ajv lists the errors of every alternative and then that none
 * matched. Where only one alternative has the value's type, its own errors say what is wrong; otherwise the `anyOf` does.
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
  const alternatives = new Map<string, ErrorObject[]>();
  for (const error of errors.filter(isWithin)) {
    const branch = branchOf(error, outermost);
    alternatives.set(branch, [...(alternatives.get(branch) ?? []), error]);
  }
  return [...bestErrors(others), ...bestAlternative(outermost, alternatives)];
}

function bestAlternative(anyOf: ErrorObject, alternatives: Map<string, ErrorObject[]>): ErrorObject[] {
  const first = alternatives.get('0');
  if (anyOf.parentSchema?.['x-first-reading'] === true && first !== undefined) return bestErrors(first);
  const rightType = [...alternatives.values()].filter(
    (errors) =>
      !errors.some((error) => error.keyword === 'type' && error.instancePath === anyOf.instancePath),
  );
  const [only] = rightType;
  return only !== undefined && rightType.length === 1 ? bestErrors(only) : [anyOf];
}

function branchOf(error: ErrorObject, anyOf: ErrorObject): string {
  return error.schemaPath.slice(anyOf.schemaPath.length + 1).split('/')[0] ?? '';
}
