import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/package-root.js';
import { rulesPage } from './rules-page.js';

writeFileSync(join(packageRoot, 'docs', 'rules.md'), rulesPage());
