import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { isObject, parseJson } from '../../json.js';
import type { OpenApiDocument } from '../../openapi/document.js';
import { pointerSegments } from '../../openapi/json-pointer.js';
import { upgraded } from './upgrade.js';

/** An OpenAPI document that cannot be read; the message names it and the reason. */
export class DocumentUnreadableError extends Error {
  readonly code = 'document_unreadable';
}

export interface LoadedDocument {
  document: OpenApiDocument;
  /** As it was read, for line numbers. */
  text: string;
}

/**
 * Reads an OpenAPI 3.0 or 3.1 document, JSON or YAML, from a file or URL. Every reference, also to other files, is
 * replaced by its target; a schema that contains itself accepts anything at that place. Throws DocumentUnreadableError.
 */
export async function loadOpenApi(source: string): Promise<LoadedDocument> {
  const url = /^https?:/.test(source) ? new URL(source) : pathToFileURL(resolve(source));
  const loader = new Loader();
  const root = await loader.read(url);
  if (!isObject(root) || !/^3\.[01]\./.test(String(root.openapi))) {
    throw new DocumentUnreadableError(`${source} is not an OpenAPI 3.0 or 3.1 document.`);
  }
  const resolved = upgraded(await loader.resolve(root, url, []));
  if (!isDocument(resolved)) throw new DocumentUnreadableError(`${source} has no paths.`);
  return { document: resolved, text: loader.texts.get(url.href) ?? '' };
}

class Loader {
  readonly texts = new Map<string, string>();
  /** A document may refer to one file hundreds of times; it is read and parsed once. */
  readonly #parsed = new Map<string, Promise<unknown>>();

  read(url: URL): Promise<unknown> {
    const known = this.#parsed.get(url.href) ?? this.#parse(url);
    this.#parsed.set(url.href, known);
    return known;
  }

  async #parse(url: URL): Promise<unknown> {
    const text = await textOf(url);
    this.texts.set(url.href, text);
    try {
      return parseJson(text) ?? parse(text);
    } catch (cause) {
      throw new DocumentUnreadableError(`${url.href} is neither JSON nor YAML: ${reasonOf(cause)}`, {
        cause,
      });
    }
  }

  /** `within` are the references that are being resolved. */
  async resolve(node: unknown, base: URL, within: readonly string[]): Promise<unknown> {
    if (Array.isArray(node)) return Promise.all(node.map((child) => this.resolve(child, base, within)));
    if (!isObject(node)) return node;
    if (typeof node.$ref === 'string') {
      const target = new URL(node.$ref, base);
      if (within.includes(target.href)) return {};
      const pointer = decodeURIComponent(target.hash.slice(1));
      const file = new URL(target);
      file.hash = '';
      const found = pointerSegments(pointer).reduce<unknown>(
        (part, segment) => (isObject(part) || Array.isArray(part) ? Reflect.get(part, segment) : undefined),
        await this.read(file),
      );
      if (found === undefined)
        throw new DocumentUnreadableError(`${node.$ref} in ${base.href} leads to nothing.`);
      return this.resolve(found, file, [...within, target.href]);
    }
    const entries = Object.entries(node).map(
      async ([key, child]) => [key, await this.resolve(child, base, within)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }
}

async function textOf(url: URL): Promise<string> {
  try {
    if (url.protocol === 'file:') return await readFile(fileURLToPath(url), 'utf8');
    const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    if (!response.ok) throw new Error(`the server responded with ${response.status}`);
    return await response.text();
  } catch (cause) {
    throw new DocumentUnreadableError(`${url.href} cannot be read: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** What the comparison reads is looked at part by part, so the paths are enough. */
function isDocument(value: unknown): value is OpenApiDocument {
  return isObject(value) && isObject(value.paths);
}
