import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/package-root.js';
import type { GeneratedFile } from './document-files.js';
import layering from './layers.json' with { type: 'json' };

const START = '<!-- The layers, generated from scripts/layers.json by npm run generate. -->';
const END = '<!-- End of the layers. -->';

/** `docs/architecture.md` with the picture of the layers between its two marks. */
export function architecturePage(): GeneratedFile {
  const path = join(packageRoot, 'docs', 'architecture.md');
  const [before, , after] = readFileSync(path, 'utf8').split(new RegExp(`(${START}[\\s\\S]*${END})`));
  if (before === undefined || after === undefined) throw new Error(`${path} lacks the marks of the layers.`);
  return { path, text: `${before}${START}\n${picture()}\n${END}${after}` };
}

/** The layers, the highest first; modules side by side in one layer do not import each other. */
function picture(): string {
  const width = Math.max(...layering.layers.flat().map(([name = '']) => name.length));
  const layers = layering.layers
    .map((row) => row.map(([name = '', purpose]) => `${name.padEnd(width)}  ${purpose}`).join('\n'))
    .reverse();
  return `\`\`\`\n${layers.join(`\n${'─'.repeat(width)}\n`)}\n\`\`\``;
}
