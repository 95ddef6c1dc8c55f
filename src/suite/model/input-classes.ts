import type { Schema } from '../../openapi/schema.js';

/** Words and numbers that are no value of anything. */
const noValue = ['zzz', 'null', 'undefined', 'NaN', '[object Object]'];
const noInteger = [
  '1.5',
  '5abc',
  'abc',
  'Infinity',
  'true',
  '1,2',
  '[1]',
  '--1',
  '٣',
  '01234567-89ab-4def-8123-456789abcdef',
];
const noInstant = [
  'yesterday',
  '2026-13-45T99:99:99.000Z',
  '1767225600',
  '1767225600000',
  '01/02/2026',
  'Thu, 01 Jan 2026 00:00:00 GMT',
];

function noneOf(values: readonly string[]): string[] {
  const near = values.flatMap((value) => [
    value.toUpperCase(),
    value.charAt(0).toUpperCase() + value.slice(1),
    value.slice(0, 3),
    `${value}x`,
    `${value},${value}`,
    ` ${value}`,
  ]);
  return [...new Set(near)].filter((text) => !values.includes(text));
}

/**
 * Texts that a schema forbids: what lenient parsers accept (`parseInt`, `Date.parse`, trimming, letter case, prefixes),
 * and both sides of each bound. Forms that are assumed to be refused, such as `1e3`, are not among them (contract §12).
 */
export function forbiddenTexts({ type, format, enum: values, minimum, maximum }: Schema): string[] {
  if (values !== undefined) return [...noValue, ...noneOf(values.map(String))];
  if (type === 'integer')
    return [
      ...noValue,
      ...noInteger,
      ...(minimum === undefined ? [] : [String(minimum - 1), String(minimum - 1000)]),
      ...(maximum === undefined ? [] : [String(maximum + 1), String(maximum * 10)]),
    ];
  if (format === 'date-time') return [...noValue, ...noInstant];
  if (format === 'uuid') return [...noValue, ...forbiddenUuids];
  return [];
}

const digits = '0123456789abcdef0123456789abcdef';
const uuid = '01234567-89ab-4def-8123-456789abcdef';
const forbiddenUuids = [
  '12',
  digits,
  `{${uuid}}`,
  `urn:uuid:${uuid}`,
  `${uuid}0`,
  uuid.slice(1),
  uuid.replace('a', 'g'),
];

/** Texts at the edges of a schema, which must be accepted. */
export function allowedTexts({ type, format, enum: values, minimum, maximum }: Schema): string[] {
  if (values !== undefined) return values.map(String);
  if (type === 'integer') return [minimum ?? 1, maximum ?? 2_000_000_000].map(String);
  if (format === 'date-time') return ['1970-01-01T00:00:00.000Z', '2099-12-31T23:59:59.999Z'];
  return ["Ken O'Neil", 'Čeněk Ångström 日本', '50% off_', 'a'.repeat(60)];
}

/** JSON values that a property of a body must not have. Undefined: the property is left out. */
export function forbiddenValues({ type, format, enum: values }: Schema): unknown[] {
  const valid = values?.[0] ?? 'https://partner.example/hook';
  const wrongTypes = [undefined, null, 1, true, {}, [], [valid], { value: valid }];
  if (values !== undefined) return [...wrongTypes, '', 'completed', ...noneOf(values.map(String))];
  if (type === 'string' && format === 'uri')
    return [...wrongTypes, '', 'partner.example/hook', '/hook', '//partner.example/hook', 'https://', 'zzz'];
  return wrongTypes;
}
