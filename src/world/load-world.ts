import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../package-root.js';
import { checkWorld } from './check-world.js';
import { nearest } from './suggestion.js';
import { DEFAULT_ANCHOR, type WorldDefinition } from './world-definition.js';
import { WorldError } from './world-error.js';

const worldsFolder = join(packageRoot, 'fixtures', 'worlds');

/** The names of the worlds that come with the kit. */
export function listWorlds(): string[] {
  return readdirSync(worldsFolder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();
}

/**
 * A world by name, or from a file of the user's own (YAML or JSON: whatever has a folder or an extension in it).
 * Throws WorldError when there is none, or when the file says what no world can be; the message names each fault.
 */
export function loadWorld(nameOrFile: string): WorldDefinition {
  const isFile = /[/\\]|\.(ya?ml|json)$/i.test(nameOrFile);
  const file = isFile ? nameOrFile : join(worldsFolder, `${nameOrFile}.yaml`);
  const result = checkWorld(read(nameOrFile, file));
  if ('faults' in result) {
    const list = result.faults.map((fault) => `  - ${fault}`).join('\n');
    throw new WorldError('world_invalid', `The world ${nameOrFile} cannot be made:\n${list}`);
  }
  const name = isFile ? basename(file, extname(file)) : nameOrFile;
  const anchor = new Date(result.world.anchor ?? DEFAULT_ANCHOR).toISOString();
  return { name, ...result.world, anchor };
}

function read(nameOrFile: string, file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const meant = nearest(nameOrFile, listWorlds());
    const advice = meant === undefined ? '' : ` Did you mean "${meant}"?`;
    throw new WorldError(
      'world_not_found',
      `There is no world ${nameOrFile}.${advice} Known worlds: ${listWorlds().join(', ')}. For a file of your own give its path, such as ./my-world.yaml.`,
      { cause },
    );
  }
  try {
    return parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WorldError('world_invalid', `The world file ${file} is neither YAML nor JSON: ${reason}`, {
      cause,
    });
  }
}
