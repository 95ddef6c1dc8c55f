import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentYamlPath } from '../src/contract/document.js';
import { controlDocumentPath } from '../src/control/document.js';
import { packageRoot } from '../src/package-root.js';
import { architecturePage } from './architecture-page.js';
import { configFiles } from './config-files.js';
import { bundledDocument, documentFiles, type GeneratedFile } from './document-files.js';
import { errorsPage } from './errors-page.js';
import { limitsPage, readmeWithLimits } from './limits-page.js';
import { questionsPage } from './questions-page.js';
import { readinessPage } from './readiness-page.js';
import { worldNames } from './world-names.js';

/** Everything that is derived from the OpenAPI documents and from the flags, with its content. */
export async function generatedFiles(): Promise<GeneratedFile[]> {
  const document = bundledDocument(documentYamlPath);
  const readmePath = join(packageRoot, 'README.md');
  return [
    ...(await documentFiles(documentYamlPath, join(packageRoot, 'src', 'contract', 'spec-types.gen.ts'))),
    ...(await documentFiles(
      controlDocumentPath,
      join(packageRoot, 'src', 'control', 'control-types.gen.ts'),
    )),
    { path: join(packageRoot, 'docs', 'errors.md'), text: errorsPage(document) },
    { path: join(packageRoot, 'docs', 'limits.md'), text: limitsPage(document) },
    { path: join(packageRoot, 'docs', 'questions.md'), text: questionsPage(document) },
    architecturePage(),
    { path: join(packageRoot, 'docs', 'readiness.md'), text: readinessPage() },
    { path: readmePath, text: readmeWithLimits(readFileSync(readmePath, 'utf8'), document) },
    ...(await configFiles()),
    worldNames(),
  ];
}
