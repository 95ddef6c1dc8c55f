import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentYamlPath } from '../../src/contract/document.js';
import { operations } from '../../src/contract/operations.js';
import { sourceLine } from '../../src/openapi/source-lines.js';

const lines = readFileSync(documentYamlPath, 'utf8').split('\n');
const lineOf = (pointer: string): number => sourceLine(documentYamlPath, pointer);
const textAt = (pointer: string): string => lines[lineOf(pointer) - 1]?.trim() ?? '';

describe('sourceLine', () => {
  it.each([
    ['', 'openapi: 3.1.0'],
    ['/paths/~1v1~1cards/get', 'get:'],
    ['/paths/~1v1~1cards/get/operationId', 'operationId: listCards'],
    ['/paths/~1v1~1cards/get/responses/200', '"200":'],
    ['/paths/~1v1~1cards/get/parameters/2', '- name: q'],
    ['/components/schemas/OverallGrade/multipleOf', 'multipleOf: 0.5'],
    ['/components/schemas/WebhookTarget/properties/id/type', 'id: { type: integer, minimum: 1 }'],
  ])('finds %s at %j', (pointer, text) => {
    expect(textAt(pointer)).toBe(text);
  });

  it('falls back to the nearest ancestor that is in the file', () => {
    const example = '/paths/~1health/get/responses/200/content/application~1json/examples/ok';
    expect(lineOf(`${example}/value/status`)).toBe(lineOf(example));
  });

  it('finds every response of the operations table on a line that names it', () => {
    for (const { responses } of operations().values()) {
      for (const { place } of responses) {
        expect(textAt(place.pointer)).toMatch(/^("\d{3}"|5XX|\w+):/);
      }
    }
  });
});
