import { DocumentError } from '../openapi/document-error.js';
import { pointerSegments, pointerTo } from '../openapi/json-pointer.js';
import type { Marks, OpenApiDocument, Provenance, Reference } from '../openapi/openapi-model.js';
import { apiDocument } from './document.js';

/** A fact's provenance and its source: a guide page, or for what is assumed a section of the contract notes. */
export interface Mark {
  provenance: Provenance;
  source: string;
}

/** A mark and the JSON pointer, within the document, of the node that it speaks for. */
export interface PlacedMark extends Mark {
  pointer: string;
}

/** A node with its references followed: the final target, its pointer and its mark. */
export interface Followed<T> {
  node: T;
  pointer: string;
  mark: Mark | undefined;
}

/**
 * The mark of a node that was reached through a parent marked `inherited`.
 *
 * The whole rule of inheritance: a node that carries `x-provenance` and `x-source` has these. Any other node has the
 * mark of its nearest marked ancestor on the way by which it was reached from the root, where a `$ref` counts as a step
 * from the referring node to its target: the target's own marks win, otherwise the referrer's (own or inherited) hold.
 * What stands above a target in `components` has no say. So one component can be documented in one place and assumed in
 * another. Beside this, `x-assumed` in a schema marks single keywords of it as assumed.
 */
export function markOf(node: Marks, inherited: Mark | undefined, pointer: string): Mark | undefined {
  const { 'x-provenance': provenance, 'x-source': source } = node;
  if (provenance === undefined && source === undefined) return inherited;
  if (provenance === undefined || source === undefined) {
    throw new DocumentError(pointer, 'x-provenance and x-source must stand together');
  }
  return { provenance, source };
}

/** The mark of a node that must have one. Throws `DocumentError` when nothing above the node is marked. */
export function requireMark(mark: Mark | undefined, pointer: string): Mark {
  if (mark === undefined) {
    throw new DocumentError(pointer, 'it has no x-provenance and inherits none');
  }
  return mark;
}

/** Follows references from `node` through one section of `components`, carrying the mark along by the rule of `markOf`. */
export function follow<T extends object>(
  node: T | Reference,
  section: { name: keyof OpenApiDocument['components']; entries: Record<string, T | Reference> },
  pointer: string,
  inherited: Mark | undefined,
): Followed<T> {
  const mark = markOf(node, inherited, pointer);
  if (!isReference(node)) return { node, pointer, mark };
  const name = componentName(node.$ref, section.name);
  const target = name === undefined ? undefined : section.entries[name];
  if (name === undefined || target === undefined) {
    throw new DocumentError(pointer, `${node.$ref} is not in components/${section.name}`);
  }
  return follow(target, section, pointerTo('/components', section.name, name), mark);
}

export function isReference<T extends object>(node: T | Reference): node is Reference {
  return '$ref' in node;
}

function componentName(reference: string, section: string): string | undefined {
  const prefix = `#/components/${section}/`;
  return reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined;
}

/**
 * The provenance of any place in the document, named by a JSON pointer from the root that may lead straight through
 * references, such as `/paths/~1health/get/responses/429/headers/Retry-After/schema`. The pointer in the answer is that
 * of the final node itself. Throws `DocumentError` when there is no such place or nothing marks it.
 */
export function provenanceAt(pointer: string): PlacedMark {
  let node: unknown = apiDocument();
  let here = '';
  let mark: Mark | undefined;
  const settle = (): void => {
    while (isObject(node)) {
      mark = markOf(node, mark, here);
      const reference = '$ref' in node ? node.$ref : undefined;
      if (typeof reference !== 'string') return;
      here = reference.slice(1);
      node = pointerSegments(here).reduce<unknown>(childOf, apiDocument());
    }
  };
  for (const segment of pointerSegments(pointer)) {
    node = childOf(node, segment);
    here = pointerTo(here, segment);
    if (node === undefined) throw new DocumentError(pointer, `there is no ${here}`);
    settle();
  }
  return { ...requireMark(mark, pointer), pointer: here };
}

function isObject(value: unknown): value is Marks & Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function childOf(parent: unknown, segment: string): unknown {
  return isObject(parent) && Object.hasOwn(parent, segment) ? parent[segment] : undefined;
}
