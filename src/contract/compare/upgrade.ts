import { isObject, type JsonObject } from '../../json.js';

/** A document of OpenAPI 3.0 with the keywords of 3.1: `nullable` becomes a type, exclusive bounds become numbers. */
export function upgraded(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(upgraded);
  if (!isObject(node)) return node;
  const copy: JsonObject = Object.fromEntries(
    Object.entries(node).map(([key, child]) => [key, upgraded(child)]),
  );
  if (copy.nullable === true && typeof copy.type === 'string') {
    copy.type = [copy.type, 'null'];
    if (Array.isArray(copy.enum) && !copy.enum.includes(null)) copy.enum = [...copy.enum, null];
  }
  if (typeof copy.nullable === 'boolean') delete copy.nullable;
  for (const [exclusive, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof copy[exclusive] !== 'boolean') continue;
    if (copy[exclusive] === true) {
      copy[exclusive] = copy[bound];
      delete copy[bound];
    } else delete copy[exclusive];
  }
  return copy;
}
