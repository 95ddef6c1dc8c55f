import { stringify } from 'yaml';
import { apiDocument } from './document.js';

export interface PrintOptions {
  format: 'yaml' | 'json';
  /** Whether to leave out the provenance of each fact. */
  stripProvenance: boolean;
}

const PROVENANCE_KEYS: ReadonlySet<string> = new Set([
  'x-provenance',
  'x-source',
  'x-assumed',
  'x-other-reading',
]);

/** The OpenAPI document of the Partner API as one text, with its examples. */
export function printedDocument({ format, stripProvenance }: PrintOptions): string {
  const document = stripProvenance ? stripped(apiDocument()) : apiDocument();
  return format === 'json' ? JSON.stringify(document, null, 2) : stringify(document, { lineWidth: 0 });
}

/** The paragraph of the document's description that explains the marks. */
const EXPLANATION = /\*\*Where each fact comes from\.\*\*[\s\S]*?\n\n/;

function stripped(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(EXPLANATION, '');
  if (Array.isArray(value)) return value.map(stripped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !PROVENANCE_KEYS.has(key))
      .map(([key, child]) => [key, stripped(child)]),
  );
}
