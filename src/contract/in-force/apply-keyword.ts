import { isObject, type JsonObject } from '../../json.js';
import type { Shape } from '../compare/shape.js';

const OF_A_TYPE = ['format', 'pattern', 'enum', 'const', 'minimum', 'maximum', 'multipleOf', 'minLength'];

/**
 * Gives a schema the value that another document has for one keyword of a statement: `type`, `null`, `values`, or a
 * keyword of JSON Schema.
 */
export function applyKeyword(schema: JsonObject, keyword: string, theirs: Shape): void {
  const target = mainBranch(schema);
  const value = theirs.keywords.get(keyword);
  if (keyword === 'type') {
    const wasNullable = isNullable(schema);
    for (const name of OF_A_TYPE) Reflect.deleteProperty(target, name);
    target.type = theirs.types.length === 1 ? theirs.types[0] : [...theirs.types];
    for (const name of theirs.keywords.keys()) applyKeyword(schema, name, theirs);
    setNullable(schema, wasNullable);
  } else if (keyword === 'null') setNullable(schema, theirs.nullable);
  else if (value !== undefined) setKeyword(target, keyword, value, isNullable(schema));
}

function setKeyword(target: JsonObject, keyword: string, value: string, nullable: boolean): void {
  if (keyword === 'values') {
    const values: unknown[] = JSON.parse(`[${value}]`);
    Reflect.deleteProperty(target, 'const');
    target.enum = nullable && target.anyOf === undefined ? [...values, null] : values;
  } else if (keyword === 'format' || keyword === 'pattern') target[keyword] = value;
  else if (value.startsWith('above ')) target.exclusiveMinimum = Number(value.slice(6));
  else if (value.startsWith('below ')) target.exclusiveMaximum = Number(value.slice(6));
  else target[keyword] = JSON.parse(value);
}

/** The branch that is not null, when null is written as a branch of its own. */
function mainBranch(schema: JsonObject): JsonObject {
  const branches = branchesOf(schema).filter((branch) => branch.type !== 'null');
  return branches.length === 1 && branches[0] !== undefined ? branches[0] : schema;
}

function branchesOf({ anyOf }: JsonObject): JsonObject[] {
  return Array.isArray(anyOf) ? anyOf.filter(isObject) : [];
}

function isNullable(schema: JsonObject): boolean {
  return [schema.type].flat().includes('null') || branchesOf(schema).some((branch) => isNullable(branch));
}

function setNullable(schema: JsonObject, nullable: boolean): void {
  const branches = branchesOf(schema);
  if (branches.length > 0) {
    const others = branches.filter((branch) => branch.type !== 'null');
    for (const branch of others) setNullable(branch, false);
    schema.anyOf = nullable ? [...others, { type: 'null' }] : others;
    return;
  }
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  if (types.length > 0) schema.type = nullable ? [...types, 'null'] : types.length === 1 ? types[0] : types;
  if (Array.isArray(schema.enum)) {
    const values = schema.enum.filter((value) => value !== null);
    schema.enum = nullable ? [...values, null] : values;
  }
}
