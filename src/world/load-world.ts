import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { parseJson } from '../json.js';
import { nearestName } from '../nearest-name.js';
import { packageRoot } from '../package-root.js';
import { checkWorld } from './check-world.js';
import { DEFAULT_ANCHOR, type WorldDefinition } from './world-definition.js';
import { WorldError } from './world-error.js';

/** World files larger than this are refused. */
const MAX_FILE_BYTES = 64 * 2 ** 20;

const worldsFolder = join(packageRoot, 'fixtures', 'worlds');

/** Returns the names of the built-in worlds. */
export function listWorlds(): string[] {
  return readdirSync(worldsFolder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();
}

/**
 * Loads a built-in world by name, or a world file (YAML or JSON). A name with a path separator or a file extension is a
 * file. Throws WorldError when the world does not exist or is not valid; the message lists every problem.
 */
export function loadWorld(nameOrFile: string): WorldDefinition {
  const isFile = /[/\\]|\.(ya?ml|json)$/i.test(nameOrFile);
  const file = isFile ? nameOrFile : join(worldsFolder, `${nameOrFile}.yaml`);
  const result = checkWorld(read(nameOrFile, file));
  if ('faults' in result) {
    const list = result.faults.map((fault) => `  - ${fault}`).join('\n');
    throw new WorldError('world_invalid', `The world ${nameOrFile} is not valid:\n${list}`);
  }
  const name = isFile ? basename(file, extname(file)) : nameOrFile;
  const anchor = new Date(result.world.anchor ?? DEFAULT_ANCHOR).toISOString();
  return { name, ...result.world, anchor };
}

function read(nameOrFile: string, file: string): unknown {
  let text: string;
  try {
    assertReadable(file);
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof WorldError) throw cause;
    const suggestion = nearestName(nameOrFile, listWorlds());
    const advice = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
    throw new WorldError(
      'world_not_found',
      `There is no world ${nameOrFile}.${advice} Built-in worlds: ${listWorlds().join(', ')}. For a world file, give its path, such as ./my-world.yaml.`,
      { cause },
    );
  }
  try {
    // YAML is a superset of JSON, but takes a hundred times as long to parse.
    return text.startsWith('{') ? (parseJson(text) ?? parse(text)) : parse(text);
  } catch (cause) {
    throw new WorldError(
      'world_invalid',
      `The world file ${file} is neither YAML nor JSON${placeOf(cause)}.`,
      {
        cause,
      },
    );
  }
}

/** Refuses what is no regular file, such as a pipe, from which reading would never end, and large files. */
function assertReadable(file: string): void {
  const stats = statSync(file);
  if (!stats.isFile()) throw new WorldError('world_invalid', `The world file ${file} is not a regular file.`);
  if (stats.size <= MAX_FILE_BYTES) return;
  throw new WorldError(
    'world_invalid',
    `The world file ${file} has ${stats.size} bytes; at most ${MAX_FILE_BYTES} are read.`,
  );
}

/** Where parsing failed. The parser's own message is not shown, since it quotes the file. */
function placeOf(error: unknown): string {
  const place = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
  return place === undefined ? '' : `: see line ${place.line}, column ${place.col}`;
}
