import { existsSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';

/** A config file that cannot be used; the message names it and what to do. */
export class ConfigError extends Error {
  readonly code = 'config_unusable';
}

/** What a config file holds, not checked yet. */
export interface LoadedConfig {
  file: string;
  values: unknown;
}

/** The names that are looked for, in this order. */
export const configFileNames = ['ts', 'mjs', 'js', 'json', 'yaml', 'yml'].map(
  (form) => `chck.config.${form}`,
);

/** Reads the file that is named, or the one in the folder; undefined when there is none. Throws ConfigError. */
export async function loadConfig(folder: string, named?: string): Promise<LoadedConfig | undefined> {
  const file = named === undefined ? findConfig(folder) : resolve(folder, named);
  if (file === undefined) return undefined;
  if (!existsSync(file)) throw new ConfigError(`There is no config file ${file}; \`chck init\` writes one.`);
  try {
    return { file, values: await read(file) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`The config file ${file} cannot be read: ${reason}`, { cause });
  }
}

function findConfig(folder: string): string | undefined {
  return configFileNames.map((name) => join(folder, name)).find((file) => existsSync(file));
}

async function read(file: string): Promise<unknown> {
  const form = extname(file);
  if (form === '.json') return JSON.parse(readFileSync(file, 'utf8'));
  if (form === '.yaml' || form === '.yml') return parse(readFileSync(file, 'utf8')) ?? {};
  if (form === '.ts') {
    // Loaded only here: most have no config in TypeScript.
    const { createJiti } = await import('jiti');
    return createJiti(import.meta.url).import(file, { default: true });
  }
  const module: { default?: unknown } = await import(pathToFileURL(file).href);
  if (module.default === undefined) throw new ConfigError('it has no default export.');
  return module.default;
}
