import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiDocument } from '../../src/contract/document.js';
import { operation, operations } from '../../src/contract/operations.js';
import { validatePayload } from '../../src/contract/payload-validator.js';
import { partnerRequestValidator } from '../../src/contract/request-validator.js';
import { judgeValue, validateResponse } from '../../src/contract/response-validator.js';
import { packageRoot } from '../../src/package-root.js';

const folder = join(packageRoot, 'fixtures', 'examples');

function example(file: string): { summary: string; value: unknown } {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

const responses = [...operations().values()].flatMap(({ id, responses: all }) =>
  all.flatMap(({ status, headers, content }) =>
    Object.entries(content?.examples ?? {}).map(([name, { value }]) => ({
      id,
      status,
      headers,
      name,
      value,
    })),
  ),
);

describe('the examples of the document', () => {
  it.each(responses)(
    '$id $status $name is a response that the document allows',
    ({ id, status, headers, value }) => {
      const sent = {
        'content-type': 'application/json',
        ...Object.fromEntries(headers.map((header) => [header.name, String(header.example)])),
      };
      const code = status === '5XX' ? 502 : Number(status);
      expect(validateResponse(id, { status: code, headers: sent, body: value }, 'strict')).toEqual([]);
    },
  );

  it('include at least one for every response with a body', () => {
    for (const { id, responses: all } of operations().values()) {
      for (const { status, content } of all) {
        expect(content === null || Object.keys(content.examples).length > 0, `${id} ${status}`).toBe(true);
      }
    }
  });

  it('are valid for parameters', () => {
    for (const { parameters } of operations().values()) {
      for (const { schema, example: value, name } of parameters) {
        expect(judgeValue(schema, value, 'strict', name)).toEqual([]);
      }
    }
  });

  it('are valid for request bodies', () => {
    const validate = partnerRequestValidator('createWebhookTarget');
    for (const { value } of Object.values(operation('createWebhookTarget').requestBody?.examples ?? {})) {
      expect(validate({ path: {}, query: {}, body: value })).toEqual({
        ok: true,
        value: { path: {}, query: {}, body: value },
      });
    }
  });

  it('are valid for webhooks', () => {
    expect(
      validatePayload('GradingWebhook', example('grading-webhook-success.json').value, 'strict'),
    ).toEqual([]);
    expect(
      validatePayload('GradingWebhook', example('grading-webhook-failure.json').value, 'strict'),
    ).toEqual([]);
  });

  it('use every file of fixtures/examples', () => {
    const inDocument = JSON.stringify(apiDocument());
    const unused = readdirSync(folder).filter((file) => !inDocument.includes(JSON.stringify(example(file))));
    expect(unused).toEqual([]);
  });

  it('have the messages of the validator in validation errors', () => {
    const listGradings = partnerRequestValidator('listGradings');
    const getGrading = partnerRequestValidator('getGrading');
    const createTarget = partnerRequestValidator('createWebhookTarget');
    expect(listGradings({ path: {}, query: { limit: '500' } })).toMatchObject(
      detailsOf('error-invalid-limit.json'),
    );
    expect(listGradings({ path: {}, query: { cursor: 'yesterday' } })).toMatchObject(
      detailsOf('error-invalid-cursor.json'),
    );
    expect(getGrading({ path: { id: '12345' }, query: {} })).toMatchObject(
      detailsOf('error-invalid-id.json'),
    );
    expect(createTarget({ path: {}, query: {}, body: { outcome: 'done' } })).toMatchObject(
      detailsOf('error-invalid-body.json'),
    );
  });

  it('agree with each other', () => {
    const text = JSON.stringify(example('grading-two-image.json').value);
    expect(text).toContain('"full_overall_grade":null');
    expect(text).toContain('"damage_report_front_url":null');
    expect(example('grading-webhook-success.json').value).toMatchObject({
      grading_session_id: 'c3a1f2de-8b54-4f0e-9d2a-6a1b7c5e4f10',
    });
    expect(example('grading-full.json').value).toMatchObject({
      grading: { id: 'c3a1f2de-8b54-4f0e-9d2a-6a1b7c5e4f10' },
    });
  });
});

function detailsOf(file: string): { ok: false; details: unknown } {
  const { value } = example(file);
  const details =
    typeof value === 'object' && value !== null && 'details' in value ? value.details : undefined;
  expect(details).toBeDefined();
  return { ok: false, details };
}
