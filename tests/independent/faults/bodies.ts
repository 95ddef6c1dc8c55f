import type { Reply } from '../http.js';
import { copyOf, type FaultSource, is, type Operation, operations } from './fault.js';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects at a place such as `cards.*.images`. */
function objectsAt(body: Json, place: string): Json[] {
  if (place === '') return [body];
  let found: unknown[] = [body];
  for (const step of place.split('.'))
    found = found.flatMap((value) =>
      step === '*' ? (Array.isArray(value) ? value : []) : isObject(value) ? [value[step]] : [],
    );
  return found.filter(isObject);
}

const camel = (name: string): string =>
  name.includes('_')
    ? name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
    : name.replace(/[A-Z]/g, '_$&').toLowerCase();

const retyped = (value: unknown): unknown =>
  typeof value === 'number'
    ? String(value)
    : typeof value === 'string'
      ? { value }
      : Array.isArray(value)
        ? { ...value }
        : 'text';

const changes: Record<string, (target: Json, name: string) => void> = {
  'is left out': (target, name) => delete target[name],
  'is null': (target, name) => {
    target[name] = null;
  },
  'has another name': (target, name) => {
    target[camel(name) === name ? `${name}_value` : camel(name)] = target[name];
    delete target[name];
  },
  'has another type': (target, name) => {
    target[name] = target[name] === null ? null : retyped(target[name]);
  },
  'has the value of the first item': () => undefined,
};

function onSuccess(operation: Operation, id: string, change: (body: Json) => Json): FaultSource {
  const fault = {
    id: `${operation.name}: ${id}`,
    areas: operation.areas,
    intercept: (call: Parameters<typeof is>[1], next: (each: typeof call) => Reply): Reply => {
      const reply = next(call);
      if (!is(operation, call) || reply.status >= 300 || reply.body === undefined) return reply;
      return { ...reply, body: change(copyOf(reply)) };
    },
  };
  return { id: fault.id, start: () => fault };
}

/** Every published field of every operation, left out, null, renamed and retyped. */
export const fieldFaults: FaultSource[] = operations.flatMap((operation) =>
  Object.entries(operation.fields).flatMap(([place, names]) =>
    names.flatMap((marked) => {
      const name = marked.replace('?', '');
      return (
        Object.entries(changes)
          .filter(([kind]) => kind !== 'has the value of the first item' || place.endsWith('*'))
          .filter(([kind]) => kind !== 'is null' || !marked.endsWith('?'))
          // Whether grades are numbers or text, and the type of `userId`, is not published.
          .filter(([kind]) => kind !== 'has another type' || !/_overall_grade$|^userId$/.test(name))
          .filter(([kind]) => kind !== 'is null' || name !== 'userId')
          // A card or a grade may be null (§5).
          .filter(
            ([kind]) =>
              kind !== 'is null' ||
              !['card', 'user_card_grade'].includes(name) ||
              operation.name !== 'getGrading',
          )
          .map(([kind, change]) =>
            onSuccess(operation, `\`${place === '' ? '' : `${place}.`}${name}\` ${kind}`, (body) => {
              const objects = objectsAt(body, place);
              if (kind === 'has the value of the first item')
                for (const each of objects) each[name] = objects[0]?.[name];
              else for (const each of objects) change(each, name);
              return body;
            }),
          )
      );
    }),
  ),
);

const lists: Record<string, [list: string, time: string]> = {
  listGradings: ['gradings', 'created_at'],
  listCards: ['cards', 'added_at'],
};
const shifted = (text: unknown, ms: number): string => new Date(Date.parse(String(text)) + ms).toISOString();

type ListChange = (items: Json[], body: Json, time: string) => Json[];

const listChanges: Record<string, ListChange> = {
  'the last item is lost': (items) => items.slice(0, -1),
  'the first item is lost': (items) => items.slice(1),
  'the first item comes twice': (items) => [...items.slice(0, 1), ...items],
  'items are in reverse': (items) => items.toReversed(),
  'two neighbours are swapped': (items) => items.toSpliced(0, 2, ...items.slice(0, 2).toReversed()),
  'a page holds 50 at most': (items) => items.slice(0, 50),
  'a page of 100 holds 99': (items) => items.slice(0, 99),
  'next_cursor is always null': (items, body) => {
    body.next_cursor = null;
    return items;
  },
  'next_cursor is never null': (items, body, time) => {
    body.next_cursor ??= items.at(-1)?.[time] ?? '2020-01-01T00:00:00.000Z';
    return items;
  },
  'next_cursor is the time of the first item': (items, body, time) => {
    body.next_cursor &&= items[0]?.[time];
    return items;
  },
  'next_cursor is a millisecond late': (items, body, time) => {
    body.next_cursor &&= shifted(items.at(-1)?.[time], 1);
    return items;
  },
  'next_cursor is a minute and a second early': (items, body, time) => {
    body.next_cursor &&= shifted(items.at(-1)?.[time], -61_000);
    return items;
  },
  'next_cursor is an offset': (items, body) => {
    body.next_cursor &&= String(items.length);
    return items;
  },
  'times are cut to seconds': (items, _, time) =>
    items.map((item) => ({ ...item, [time]: String(item[time]).replace(/\.\d+/, '.000') })),
  'times are an hour late': (items, _, time) =>
    items.map((item) => ({ ...item, [time]: shifted(item[time], 3_600_000) })),
};

/** Wrong pages of the two lists. */
export const listFaults: FaultSource[] = operations.flatMap((operation) => {
  const [name, time] = lists[operation.name] ?? [];
  if (name === undefined || time === undefined) return [];
  return Object.entries(listChanges).map(([id, change]) =>
    onSuccess(operation, id, (body) => {
      const items = objectsAt(body, `${name}.*`);
      return { ...body, [name]: change(items, body, time), next_cursor: body.next_cursor };
    }),
  );
});
