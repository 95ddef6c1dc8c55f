import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../scripts/generated-files.js';
import { apiDocument, documentYamlPath } from '../../src/contract/document.js';
import { operations } from '../../src/contract/operations.js';
import { rootPlace } from '../../src/openapi/place.js';
import { resolveSchema, type Schema } from '../../src/openapi/schema.js';
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

  it('matches the generated files (otherwise run npm run generate)', async () => {
    for (const { path, text } of await generatedFiles()) {
      expect(readFileSync(path, 'utf8') === text, relative(packageRoot, path)).toBe(true);
    }
  });
});

describe('the schemas of openapi/partner-api.v1.yaml', () => {
  it('compile in the strict mode of ajv, which refuses unknown and useless keywords', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: true });
    for (const [name, format] of Object.entries(fullFormats)) ajv.addFormat(name, format);
    ajv.addVocabulary(['x-provenance', 'x-source', 'x-assumed', 'x-other-reading']);
    for (const { parameters, requestBody, responses } of operations().values()) {
      const contents = [requestBody, ...responses.map(({ content }) => content)].filter(
        (content) => content !== null,
      );
      for (const { schema } of [...parameters, ...contents, ...responses.flatMap(({ headers }) => headers)]) {
        expect(() => ajv.compile(schema)).not.toThrow();
      }
    }
  });

  it('use only keywords that relaxSchema knows', () => {
    const known = new Set([
      ...['type', 'description', 'format', 'pattern', 'const', 'enum', 'minimum', 'maximum', 'multipleOf'],
      ...[
        'minLength',
        'maxItems',
        'default',
        'required',
        'properties',
        'additionalProperties',
        'items',
        'anyOf',
      ],
      ...['x-provenance', 'x-source', 'x-assumed', 'x-other-reading'],
    ]);
    const visit = (schema: Schema): void => {
      expect(Object.keys(schema).filter((keyword) => !known.has(keyword))).toEqual([]);
      const { properties = {}, items, anyOf = [], additionalProperties } = schema;
      for (const child of [...Object.values(properties), items, additionalProperties, ...anyOf]) {
        if (typeof child === 'object') visit(child);
      }
    };
    const document = apiDocument();
    for (const name of Object.keys(document.components.schemas)) {
      const node = { $ref: `#/components/schemas/${name}` };
      visit(resolveSchema(document, { ...rootPlace(document), node }));
    }
  });
});
