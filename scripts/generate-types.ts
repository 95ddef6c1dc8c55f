import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { packageRoot } from '../src/package-root.js';
import { generatedFiles } from './generated-files.js';

for (const { path, text } of await generatedFiles()) {
  writeFileSync(path, text);
  process.stderr.write(`wrote ${relative(packageRoot, path)}\n`);
}
