import type { SchemaObject } from '../openapi/document.js';
import { categories } from './catalog-lists.js';

const count: SchemaObject = { type: 'integer', minimum: 0, maximum: 1_000_000 };
const text: SchemaObject = { type: 'string', minLength: 1, maxLength: 200 };
const textOrNull: SchemaObject = { ...text, type: ['string', 'null'] };
const halfStep: SchemaObject = { type: 'number', minimum: 1, maximum: 10, multipleOf: 0.5 };

const grading: SchemaObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    state: { enum: ['submitted', 'in_progress', 'completed', 'failed'] },
    capture: { enum: ['full', 'two-image'] },
    grade: halfStep,
  },
};

const card: SchemaObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    player: text,
    team: textOrNull,
    category: { enum: categories.map(({ name }) => name) },
    year: {
      type: ['integer', 'string'],
      minimum: 1860,
      maximum: 2100,
      pattern: '^(1[89]|20)[0-9]{2}(-[0-9]{2})?$',
    },
    brand: text,
    set: text,
    cardNumber: text,
    variant: textOrNull,
    value: { type: ['integer', 'null'], minimum: 0, maximum: 2_147_483_647 },
    photographed: { type: 'boolean' },
    grade: halfStep,
    gradings: { type: 'array', items: grading, maxItems: 20 },
  },
};

const account: SchemaObject = {
  type: 'object',
  additionalProperties: false,
  required: ['email'],
  properties: {
    email: { type: 'string', format: 'email' },
    name: text,
    role: { enum: ['partner', 'member'] },
    user: { type: 'boolean' },
    keys: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name'],
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 100 },
          revoked: { type: 'boolean' },
        },
      },
    },
    rawCards: count,
    gradings: {
      anyOf: [
        count,
        {
          type: 'object',
          additionalProperties: false,
          properties: {
            full: count,
            twoImage: count,
            failed: count,
            inProgress: count,
            submitted: count,
            regraded: count,
            abandoned: count,
          },
        },
      ],
    },
    cards: { type: 'array', items: card, maxItems: 10_000 },
    profile: { enum: ['even', 'realistic'] },
    ties: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    webhookTargets: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['outcome', 'url'],
        properties: {
          outcome: { enum: ['success', 'failure'] },
          url: { type: 'string', pattern: '^https?://' },
        },
      },
    },
  },
};

/** The JSON Schema of world files. */
export const worldSchema: SchemaObject = {
  type: 'object',
  additionalProperties: false,
  required: ['accounts'],
  properties: {
    description: { type: 'string' },
    anchor: { type: 'string', format: 'date-time' },
    accounts: { type: 'array', minItems: 1, items: account },
  },
};
