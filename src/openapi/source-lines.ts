import { readFileSync } from 'node:fs';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { documentYamlPath } from '../contract/document.js';
import { pointerSegments } from './json-pointer.js';

interface Source {
  lines: LineCounter;
  root: unknown;
}

let source: Source | undefined;

/**
 * The line, from 1, of `openapi/partner-api.v1.yaml` on which the thing at a JSON pointer begins. What is not in that
 * file, such as the inside of an example, has the line of its nearest ancestor. The first call parses the YAML, which
 * takes about 0.2 s.
 */
export function sourceLine(pointer: string): number {
  if (source === undefined) {
    const lines = new LineCounter();
    const parsed = parseDocument(readFileSync(documentYamlPath, 'utf8'), { lineCounter: lines });
    source = { lines, root: parsed.contents };
  }
  let node = source.root;
  let offset = 0;
  for (const segment of pointerSegments(pointer)) {
    const child = childOf(node, segment);
    if (child === undefined) break;
    ({ node, offset } = child);
  }
  return source.lines.linePos(offset).line;
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
