import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { apiDocument } from '../../../src/contract/document.js';
import type { SchemaName } from '../../../src/contract/names.js';
import { namedSchema, validatePayload } from '../../../src/contract/payload-validator.js';
import { judgeValue } from '../../../src/contract/response-validator.js';
import { invalidSamples, samples } from '../../../src/contract/samples/samples.js';
import { runChck } from '../../support/run-chck.js';

const names = Object.keys(apiDocument().components.schemas) as SchemaName[];

describe('samples', () => {
  it.each(names)('of %s are valid, and its near misses break the schema once', (name) => {
    for (const value of samples({ name, count: 5 }))
      expect(validatePayload(name, value, 'strict')).toEqual([]);
    for (const { value, wrong } of invalidSamples({ name })) {
      expect(judgeValue(namedSchema(name), value, 'strict', 'value').map(({ message }) => message)).toEqual([
        wrong,
      ]);
    }
  });

  it('can be wrong in many ways', () => {
    const misses = invalidSamples({ name: 'GradingWebhook' }).map(({ wrong }) => wrong);
    expect(misses).toContain('value.grading_session_id is missing');
    expect(misses).toContain('value.outcome must be one of "success", "failure"; got "something else"');
    expect(invalidSamples({ name: 'GradingDetail', count: 12 })).toHaveLength(12);
  });
});

describe('chck sample', () => {
  it('prints the same payloads for the same seed, and others for another', async () => {
    const run = async (...args: string[]) => (await runChck('sample', 'CardListItem', ...args)).out;
    expect(await run('--seed', '3')).toBe(await run('--seed', '3'));
    expect(await run('--seed', '3')).not.toBe(await run('--seed', '4'));
    expect(JSON.parse(await run('--count', '3'))).toHaveLength(3);
  });

  it('prints the response of an operation by its status', async () => {
    const { out } = await runChck('sample', 'getGrading', '--status', '404');
    expect(JSON.parse(out)).toEqual({ error: 'not_found' });
    const none = await runChck('sample', 'deleteWebhookTarget');
    expect([none.status, none.err]).toEqual([2, expect.stringContaining('has no body')]);
    const unknown = await runChck('sample', 'Nothing');
    expect([unknown.status, unknown.err]).toEqual([2, expect.stringContaining('There are: ')]);
  });
});

describe('chck openapi', () => {
  it('prints one document in two formats, with and without provenance', async () => {
    const json = JSON.parse((await runChck('openapi', '--format', 'json')).out);
    expect(json).toEqual(apiDocument());
    expect(parse((await runChck('openapi')).out)).toEqual(json);
    const { out } = await runChck('openapi', '--strip-provenance');
    expect(out).not.toMatch(/x-(provenance|source|assumed|other-reading)/);
    expect(Object.keys(parse(out).paths)).toEqual(Object.keys(json.paths));
  });
});
