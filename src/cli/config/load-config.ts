import { existsSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A config file that cannot be used; the message names the file and what to do. */
export class ConfigError extends Error {
  readonly code = 'config_unusable';
}

/** The content of a config file, not yet checked. */
export interface LoadedConfig {
  file: string;
  values: unknown;
}

/** The names that are searched for, in this order. */
export const configFileNames = ['ts', 'mjs', 'js', 'json', 'yaml', 'yml'].map(
  (form) => `chck.config.${form}`,
);

/** Reads the named file, or the one in the folder. Undefined when there is none. Throws ConfigError. */
export async function loadConfig(folder: string, named?: string): Promise<LoadedConfig | undefined> {
  const file = named ? resolve(folder, named) : findConfig(folder);
  if (file === undefined) return undefined;
  if (!existsSync(file))
    throw new ConfigError(`The config file ${file} does not exist; \`chck init\` writes one.`);
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

// The parsers are loaded when a file needs them: most projects have no config file.
async function read(file: string): Promise<unknown> {
  const form = extname(file);
  if (form === '.json') return JSON.parse(readFileSync(file, 'utf8'));
  if (form === '.yaml' || form === '.yml') {
    const { parse } = await import('yaml');
    return parse(readFileSync(file, 'utf8')) ?? {};
  }
  if (form === '.ts') {
    const { createJiti } = await import('jiti');
    return createJiti(import.meta.url).import(file, { default: true });
  }
  const module: { default?: unknown } = await import(pathToFileURL(file).href);
  if (module.default === undefined) throw new ConfigError('it has no default export.');
  return module.default;
}
