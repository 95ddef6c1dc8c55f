import { DocumentError } from './document-error.js';
import { pointerSegments, pointerTo } from './json-pointer.js';

/**
 * A node of a document, with the way on which it was reached: its parent, or for the target of a `$ref` the node that
 * refers to it. So whatever is inherited on this way, such as a mark, can be read from the chain of parents.
 */
export interface Place<Node extends object = object> {
  node: Node;
  /** JSON pointer to the node itself. */
  pointer: string;
  parent: Place | undefined;
}

/** The root of a document. */
export function rootPlace<Node extends object>(document: Node): Place<Node> {
  return { node: document, pointer: '', parent: undefined };
}

/** A node below another one; `segments` lead to it. */
export function childPlace<Node extends object>(
  parent: Place,
  node: Node,
  ...segments: (string | number)[]
): Place<Node> {
  return { node, pointer: pointerTo(parent.pointer, ...segments), parent };
}

/** Follows references to the node that they lead to. Throws `DocumentError` when the target does not exist. */
export function followed<Node extends object>(
  document: object,
  place: Place<Node | { $ref: string }>,
): Place<Node> {
  const { node } = place;
  if (!isReference(node)) return { node, pointer: place.pointer, parent: place.parent };
  if (!node.$ref.startsWith('#/')) {
    throw new DocumentError(place.pointer, `${node.$ref} does not lead to a place in the document`);
  }
  const pointer = node.$ref.slice(1);
  const target = pointerSegments(pointer).reduce<unknown>(childOf, document);
  if (!isNode<Node>(target)) throw new DocumentError(place.pointer, `${node.$ref} is not in the document`);
  return followed(document, { node: target, pointer, parent: place });
}

/** The place where a node is mentioned: the first of the references that lead to it, or its own place. */
export function mentionOf(place: Place): Place {
  return place.parent !== undefined && isReference(place.parent.node) ? mentionOf(place.parent) : place;
}

/**
 * The place that a pointer from the root leads to, straight through references, such as
 * `/paths/~1health/get/responses/429/headers/Retry-After/schema`. Throws `DocumentError` when there is none.
 */
export function placeAt(document: object, pointer: string): Place {
  let place: Place = rootPlace(document);
  for (const segment of pointerSegments(pointer)) {
    const child = childOf(place.node, segment);
    if (!isNode(child)) throw new DocumentError(pointer, `there is no ${pointerTo(place.pointer, segment)}`);
    place = followed(document, childPlace(place, child, segment));
  }
  return place;
}

function isReference(node: object): node is { $ref: string } {
  return '$ref' in node && typeof node.$ref === 'string';
}

function childOf(parent: unknown, segment: string): unknown {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, segment)) return undefined;
  return Object.entries(parent).find(([key]) => key === segment)?.[1];
}

/** Parts of a document are taken as their types say: a linter checks documents in the tests. */
function isNode<Node extends object>(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
