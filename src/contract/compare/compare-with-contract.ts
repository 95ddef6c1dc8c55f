import { ownDocument } from '../document.js';
import { compareDocuments } from './compare-documents.js';
import { type ComparisonReport, comparisonReport } from './comparison-report.js';
import { loadOpenApi } from './load-document.js';

/** Compares the document at a path or URL with the contract. Throws DocumentUnreadableError. */
export async function compareWithContract(source: string): Promise<ComparisonReport> {
  const { document, text } = await loadOpenApi(source);
  return comparisonReport(compareDocuments(ownDocument(), document), source, text);
}
