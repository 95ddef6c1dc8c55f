import { isObject } from '../json.js';
import { generateValue } from './generate-value.js';
import type { Schema } from './schema.js';
import { validateValue } from './value-validator.js';

/**
 * The nearest value that fits a schema: properties that it lists and the value lacks are generated, properties that it
 * excludes are left out, numbers and texts are converted, long texts are cut. What cannot be converted is generated, the
 * same for the same seed and place.
 */
export function conformValue(schema: Schema, value: unknown, seed: number): unknown {
  const shaped = shapedValue(schema, value, seed);
  return validateValue(schema, shaped).length === 0 ? shaped : generateValue(schema, seed);
}

function shapedValue(schema: Schema, value: unknown, seed: number): unknown {
  const { anyOf = schema.oneOf ?? [], properties, items } = schema;
  const fitting = anyOf.find((branch) => validateValue(branch, value).length === 0) ?? anyOf.find(isNotNull);
  if (fitting !== undefined) return conformValue(fitting, value, seed);
  if (Array.isArray(value) && items !== undefined) {
    return value.map((item, index) => conformValue(items, item, seedOf(seed, index)));
  }
  if (isObject(value) && properties !== undefined) {
    const own = Object.entries(value)
      .filter(([name]) => Object.hasOwn(properties, name) || schema.additionalProperties !== false)
      .map(([name, child]) => {
        const property = properties[name];
        return [name, property === undefined ? child : conformValue(property, child, seedOf(seed, name))];
      });
    const added = Object.entries(properties)
      .filter(([name]) => !Object.hasOwn(value, name))
      .map(([name, property]) => [name, generateValue(property, seedOf(seed, name))]);
    return Object.fromEntries([...own, ...added]);
  }
  return convertedValue(schema, value);
}

function convertedValue({ type, maxLength, minimum, maximum }: Schema, value: unknown): unknown {
  const types = [type ?? []].flat();
  if (typeof value === 'number') {
    if (types.includes('string') && !types.includes('number') && !types.includes('integer'))
      return String(value);
    const whole = types.includes('integer') ? Math.round(value) : value;
    return Math.min(Math.max(whole, minimum ?? whole), maximum ?? Number.POSITIVE_INFINITY);
  }
  if (typeof value !== 'string') return value;
  if (types.includes('string')) return value.slice(0, maxLength);
  const number = types.includes('integer') ? Number.parseInt(value, 10) : Number.parseFloat(value);
  return types.includes('integer') || types.includes('number') ? number : value;
}

const isNotNull = ({ type }: Schema): boolean => type !== 'null';

/** One seed for each place in a body. */
function seedOf(seed: number, place: string | number): number {
  let hash = seed >>> 0;
  for (const character of String(place)) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % 2 ** 31;
}
