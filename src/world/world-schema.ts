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

const id: SchemaObject = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER };
const anyText: SchemaObject = { type: 'string', maxLength: 2000 };
const anyTextOrNull: SchemaObject = { ...anyText, type: ['string', 'null'] };
const numberOrNull: SchemaObject = { type: ['number', 'null'] };
const time: SchemaObject = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$',
};

const cardRecord: SchemaObject = record({
  id,
  cardId: id,
  brand: anyText,
  year: anyText,
  cardNumber: anyText,
  variant: anyTextOrNull,
  playerName: anyText,
  teamName: anyTextOrNull,
  categoryId: { type: 'integer' },
  category: anyText,
  setName: anyText,
  tcdbId: { type: ['integer', 'null'] },
  tcdbUrl: anyTextOrNull,
  shoeboxValue: { type: ['integer', 'null'] },
  grade: numberOrNull,
  grader: anyTextOrNull,
  shareSlug: anyText,
  photographed: { type: 'boolean' },
  addedAt: time,
  createdAt: time,
  updatedAt: time,
});

const gradingRecord: SchemaObject = record({
  id: { type: 'string', format: 'uuid' },
  userCardId: id,
  uniqueIdentifier: id,
  state: { enum: ['completed', 'failed'] },
  capture: { enum: ['full', 'two-image'] },
  grades: {
    anyOf: [
      record({
        centering: numberOrNull,
        corners: numberOrNull,
        edges: numberOrNull,
        surface: numberOrNull,
        full: numberOrNull,
      }),
      { type: 'null' },
    ],
  },
  modelGrade: { type: ['object', 'null'] },
  createdAt: time,
  updatedAt: time,
});

/** An object with exactly these properties. */
function record(properties: Record<string, SchemaObject>): SchemaObject {
  return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
}

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
    records: record({
      cards: { type: 'array', items: cardRecord, maxItems: 1_000_000 },
      gradings: { type: 'array', items: gradingRecord, maxItems: 1_000_000 },
    }),
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
