import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../scripts/generated-files.js';
import { documentYamlPath } from '../../src/contract/document.js';
import { packageRoot } from '../../src/package-root.js';

describe('openapi/partner-api.v1.yaml', () => {
  it('passes the recommended rules of an OpenAPI linter', async () => {
    const config = await createConfig({
      extends: ['recommended'],
      rules: {
        // No licence is published for the API, and inventing one would be a false fact.
        'info-license': 'off',
        // The rule refuses localhost; the guide itself names http://localhost:4000.
        'no-server-example.com': 'off',
      },
    });
    const problems = await lint({ ref: documentYamlPath, config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });

  it('is what the generated files were made from (if not: npm run generate)', async () => {
    for (const { path, text } of await generatedFiles()) {
      expect(readFileSync(path, 'utf8') === text, relative(packageRoot, path)).toBe(true);
    }
  });
});
