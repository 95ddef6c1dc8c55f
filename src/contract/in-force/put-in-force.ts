import type { Comparison } from '../compare/compare-documents.js';
import { compareDocuments } from '../compare/compare-documents.js';
import { loadOpenApi } from '../compare/load-document.js';
import { ownDocument, useDocument } from '../document.js';
import { mergeDocuments } from './merge-documents.js';

/** Another document that was put in force. */
export interface DocumentInForce {
  /** The file or URL. */
  source: string;
  confirmed: number;
  contradicted: number;
  added: number;
  /** What the mock does not do although the document says so, a sentence each. */
  notServed: string[];
}

/**
 * Puts the document at a path or URL in force in this process, merged with our own: call it before anything reads the
 * document. Throws DocumentUnreadableError.
 */
export async function putInForce(source: string): Promise<DocumentInForce> {
  const { document } = await loadOpenApi(source);
  const ours = ownDocument();
  const comparison = compareDocuments(ours, document);
  useDocument(mergeDocuments(ours, document, source));
  const { confirmed, contradicted, new: added } = comparison;
  return {
    source,
    confirmed: confirmed.length,
    contradicted: contradicted.length,
    added: added.length,
    notServed: notServedOf(comparison),
  };
}

/** The differences that need another behaviour, and not only another shape of responses. */
function notServedOf({ contradicted, new: added }: Comparison): string[] {
  return [
    ...contradicted
      .filter(({ about, ours, theirs }) => !isServed(about, ours, theirs?.says ?? ''))
      .map(
        ({ about, ours, theirs }) => `${about}: the mock does "${ours}", the document says "${theirs?.says}"`,
      ),
    ...added.filter(({ about }) => !isAdditionServed(about)).map(({ about, says }) => `${about}: ${says}`),
  ];
}

/** Responses take the document's shape. Requests are refused by it, so that only what is narrower than ours is served. */
function isServed(about: string, ours: string, theirs: string): boolean {
  if (about.endsWith(': credentials')) return false;
  if (about.includes(', response ')) return !about.includes(', header ') || theirs !== 'is required';
  const keyword = /: (\w+)$/.exec(about)?.[1];
  if (keyword === 'default') return true;
  if (keyword === 'maximum' || keyword === 'maxLength') return Number(theirs) <= Number(ours);
  if (keyword === 'minimum' || keyword === 'minLength') return Number(theirs) >= Number(ours);
  if (keyword === 'values') {
    const known: unknown[] = JSON.parse(`[${ours}]`);
    return JSON.parse(`[${theirs}]`).every((value: unknown) => known.includes(value));
  }
  return theirs === 'is required';
}

function isAdditionServed(about: string): boolean {
  const [, part = ''] = /, response (?:\d{3}|\w+)(.*)$/.exec(about) ?? [];
  return part.startsWith(', body') || /, (?:query parameter|body).*: \w+$/.test(about);
}
