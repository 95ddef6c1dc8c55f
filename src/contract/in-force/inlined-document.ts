import { isObject, type JsonObject } from '../../json.js';
import type { OpenApiDocument } from '../../openapi/document.js';
import { followed, rootPlace } from '../../openapi/place.js';

/** A document whose operations contain everything they refer to, and where each named schema went first. */
export interface InlinedDocument {
  document: OpenApiDocument;
  /** For each schema of `components`, its first copy below `paths` or `webhooks`. */
  firstCopies: Map<string, object>;
}

/**
 * Copies a document with every reference replaced by its target, so that each use can be changed by itself. The marks
 * stay the same: those of the target win over those of the reference.
 */
export function inlinedDocument(document: OpenApiDocument): InlinedDocument {
  const firstCopies = new Map<string, object>();
  const copyOf = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(copyOf);
    if (!isObject(node)) return node;
    const { $ref, ...rest } = node;
    if (typeof $ref !== 'string') {
      return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, copyOf(child)]));
    }
    const target = followed(document, { ...rootPlace(document), node: { $ref } }).node;
    const copy = { ...rest, ...asObject(copyOf(target)) };
    if (rest['x-assumed'] !== undefined) {
      copy['x-assumed'] = { ...asObject(copy['x-assumed']), ...asObject(rest['x-assumed']) };
    }
    const name = /^#\/components\/schemas\/([^/]+)$/.exec($ref)?.[1];
    if (name !== undefined && !firstCopies.has(name)) firstCopies.set(name, copy);
    return copy;
  };
  const copied = { ...document };
  copied.components = { ...document.components, schemas: { ...document.components.schemas } };
  copied.paths = inlined(document.paths, copyOf);
  if (document.webhooks !== undefined) copied.webhooks = inlined(document.webhooks, copyOf);
  return { document: copied, firstCopies };
}

function inlined<Node extends object>(node: Node, copyOf: (child: unknown) => unknown): Node {
  const copy = structuredClone(node);
  for (const [key, child] of Object.entries(node)) Reflect.set(copy, key, copyOf(child));
  return copy;
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
