import { readFileSync } from 'node:fs';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { pointerSegments } from './json-pointer.js';

const finders = new Map<string, (pointer: string) => number>();

/**
 * The line, from 1, of a YAML file on which the node at a JSON pointer begins. The first call for a file parses it,
 * which takes about 0.2 s for the Partner API.
 */
export function sourceLine(path: string, pointer: string): number {
  let lineOf = finders.get(path);
  if (lineOf === undefined) {
    lineOf = lineFinder(readFileSync(path, 'utf8'));
    finders.set(path, lineOf);
  }
  return lineOf(pointer);
}

/**
 * Finds lines in a YAML or JSON text. A node that is not in the text itself, such as the content of an example in a file
 * of its own, has the line of its nearest ancestor.
 */
export function lineFinder(text: string): (pointer: string) => number {
  const lines = new LineCounter();
  const root: unknown = parseDocument(text, { lineCounter: lines }).contents;
  return (pointer) => {
    let node = root;
    let offset = 0;
    for (const segment of pointerSegments(pointer)) {
      const child = childOf(node, segment);
      if (child === undefined) break;
      ({ node, offset } = child);
    }
    return lines.linePos(offset).line;
  };
}

function childOf(parent: unknown, segment: string): { node: unknown; offset: number } | undefined {
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === segment);
    if (pair === undefined || !isScalar(pair.key)) return undefined;
    return { node: pair.value, offset: pair.key.range?.[0] ?? 0 };
  }
  if (isSeq(parent)) {
    const item: unknown = parent.items[Number(segment)];
    const isNode = isMap(item) || isSeq(item) || isScalar(item);
    return isNode ? { node: item, offset: item.range?.[0] ?? 0 } : undefined;
  }
  return undefined;
}
