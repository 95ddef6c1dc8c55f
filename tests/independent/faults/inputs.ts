import { type Call, failure } from '../http.js';
import { copyCall, type Fault, type FaultSource, is, type Operation, operations } from './fault.js';

const fixed = (fault: Fault): FaultSource => ({ id: fault.id, start: () => fault });

function onCall(operation: Operation, id: string, change: (call: Call) => void): FaultSource {
  return fixed({
    id: `${operation.name}: ${id}`,
    areas: [...operation.areas, 'inputs'],
    intercept: (call, next) => {
      if (!is(operation, call)) return next(call);
      const copy = copyCall(call);
      change(copy);
      return next(copy);
    },
  });
}

const parameters: Record<string, string[]> = {
  listGradings: ['limit', 'cursor'],
  listCards: ['limit', 'cursor', 'q', 'graded', 'category_id', 'sort', 'dir'],
};

type Change = (value: string) => string | null;

/** How lenient parsers take a value; null drops it. */
const readings: Record<string, Record<string, Change>> = {
  limit: {
    'is one more': (value) =>
      /^[1-9]\d?$/.test(value) && value !== '99' ? String(Number(value) + 1) : value,
    'is one less': (value) => (Number(value) > 1 && Number(value) <= 100 ? String(Number(value) - 1) : value),
    'is cut to 100': (value) => (Number(value) > 100 ? '100' : value),
    'is cut to 50': (value) => (Number(value) > 50 && Number(value) <= 100 ? '50' : value),
    'is raised to 1': (value) => (Number(value) < 1 && value !== '' ? '1' : value),
    'is read by parseInt': (value) =>
      Number.isNaN(Number.parseInt(value, 10)) ? value : String(Number.parseInt(value, 10)),
    'is rounded': (value) =>
      /^\d+\.\d+$/.test(value) ? String(Math.max(1, Math.round(Number(value)))) : value,
    'is the default when it is no number': (value) => (Number.isNaN(Number(value)) ? null : value),
    'is refused at 100': (value) => (value === '100' ? '101' : value),
    'is refused at 1': (value) => (value === '1' ? '0' : value),
  },
  cursor: {
    'is a millisecond later': (value) => moved(value, 1),
    'is a millisecond earlier': (value) => moved(value, -1),
    'is cut to seconds': (value) => value.replace(/\.\d+/, '.000'),
    'is cut to the day': (value) => value.replace(/T.*Z$/, 'T00:00:00.000Z'),
    'is read by Date.parse': (value) =>
      Number.isNaN(Date.parse(value)) ? value : new Date(value).toISOString(),
    'may be milliseconds': (value) =>
      /^\d{9,}$/.test(value) ? new Date(Number(value)).toISOString() : value,
    'is ignored when it is no date': (value) => (Number.isNaN(Date.parse(value)) ? null : value),
    'is ignored when it is in the past of 2000': (value) => (value < '2000' ? null : value),
  },
  q: {
    'finds nothing when it has a blank': (value) => (value.includes(' ') ? 'zzzzzzzz' : value),
    'finds nothing when it is a number': (value) => (/^\d+$/.test(value) ? 'zzzzzzzz' : value),
    'is ignored when it is a number': (value) => (/^\d+$/.test(value) ? null : value),
  },
  graded: lenient(['all', 'graded', 'raw'], 'all'),
  sort: lenient(['added', 'player', 'year', 'brand', 'grade'], 'added'),
  dir: lenient(['asc', 'desc'], 'desc'),
  category_id: {
    'is read by parseInt': (value) =>
      Number.isNaN(Number.parseInt(value, 10)) ? value : String(Number.parseInt(value, 10)),
    'is one more': (value) => (/^\d+$/.test(value) ? String(Number(value) + 1) : value),
    'is always the first': (value) => (/^\d+$/.test(value) ? '1' : value),
    'is ignored when it is no number': (value) => (/^\d+$/.test(value) ? value : null),
  },
};

function moved(value: string, ms: number): string {
  const at = Date.parse(value);
  return Number.isNaN(at) || !value.includes('T') ? value : new Date(at + ms).toISOString();
}

function lenient(values: readonly string[], fallback: string): Record<string, Change> {
  const known = new Set(values);
  return {
    'is read in any letter case': (value) => (known.has(value.toLowerCase()) ? value.toLowerCase() : value),
    'is trimmed': (value) => value.trim(),
    'is the default when it is unknown': (value) => (known.has(value) ? value : fallback),
    'may be its first letters': (value) =>
      value.length > 1 ? (values.find((each) => each.startsWith(value)) ?? value) : value,
    'may be followed by anything': (value) => values.find((each) => value.startsWith(each)) ?? value,
    ...Object.fromEntries(
      values
        .filter((value) => value !== fallback)
        .map((value) => [
          `takes ${value} as ${fallback}`,
          (given: string) => (given === value ? fallback : given),
        ]),
    ),
    ...Object.fromEntries(
      values.map((value) => [`refuses ${value}`, (given: string) => (given === value ? 'unknown' : given)]),
    ),
  };
}

/** Each parameter of each list: dropped, dropped beside another one, and read leniently. */
export const parameterFaults: FaultSource[] = operations.flatMap((operation) =>
  (parameters[operation.name] ?? []).flatMap((name, _, names) => [
    onCall(operation, `${name} is dropped`, ({ query }) => query.delete(name)),
    ...names
      .filter((other) => other !== name && !(other === 'cursor' && ['sort', 'dir'].includes(name)))
      .map((other) =>
        onCall(operation, `${name} is dropped beside ${other}`, ({ query }) => {
          if (query.has(other)) query.delete(name);
        }),
      ),
    ...Object.entries(readings[name] ?? {}).map(([id, read]) =>
      onCall(operation, `${name} ${id}`, ({ query }) => {
        const value = query.get(name);
        const taken = value === null ? null : read(value);
        if (taken === null) query.delete(name);
        else if (query.getAll(name).length === 1) query.set(name, taken);
      }),
    ),
    ...(name === 'limit'
      ? ['20', '24', '26', '50', '100'].map((value) =>
          onCall(operation, `a page holds ${value} by default`, ({ query }) => {
            if (!query.has('limit')) query.set('limit', value);
          }),
        )
      : []),
  ]),
);

const swaps: [string, string, string][] = [
  ['sort', 'player', 'brand'],
  ['sort', 'year', 'added'],
  ['sort', 'brand', 'player'],
  ['sort', 'grade', 'year'],
  ['dir', 'asc', 'desc'],
  ['graded', 'raw', 'graded'],
];

/** Values of list parameters that are exchanged, in general and beside another parameter. */
export const swapFaults: FaultSource[] = operations
  .filter(({ name }) => name === 'listCards')
  .flatMap((operation) =>
    swaps.flatMap(([name, one, other]) =>
      [null, 'limit', 'q', 'category_id'].map((beside) =>
        onCall(
          operation,
          `${name}=${one} is taken as ${other}${beside === null ? '' : ` beside ${beside}`}`,
          ({ query }) => {
            if (query.get(name) === one && (beside === null || query.has(beside))) query.set(name, other);
          },
        ),
      ),
    ),
  );

const ids: Record<string, [good: RegExp, readings: Record<string, (id: string) => string | null>]> = {
  getGrading: [
    /^[0-9a-f-]{36}$/,
    {
      'an id without hyphens is a UUID': (id) => (/^[0-9a-f]{32}$/i.test(id) ? unknownUuid : null),
      'an id in braces is a UUID': (id) => (/^%7B.*%7D$/i.test(id) ? unknownUuid : null),
      'an id that is a number is unknown': (id) => (/^\d+$/.test(id) ? unknownUuid : null),
      'any other text is unknown': (id) => (id.length > 3 ? unknownUuid : null),
      'a UUID with more behind it is one': (id) => (id.length > 36 ? unknownUuid : null),
    },
  ],
  getCard: [/^[1-9]\d*$/, positive()],
  deleteWebhookTarget: [/^[1-9]\d*$/, positive()],
};
const unknownUuid = '00000000-0000-4000-8000-000000000000';

function positive(): Record<string, (id: string) => string | null> {
  return {
    'an id is read by parseInt': (id) => (/^[1-9]\d*\D/.test(id) ? '999999' : null),
    'a negative id is unknown': (id) => (/^-\d+$/.test(id) ? '999999' : null),
    'an id of 0 is unknown': (id) => (id === '0' ? '999999' : null),
    'an id with a fraction is unknown': (id) => (/^\d+\.\d+$/.test(id) ? '999999' : null),
    'any text is unknown': () => '999999',
    'a UUID is unknown': (id) => (id.length === 36 ? '999999' : null),
  };
}

/** Ids in paths that a lenient parser accepts. */
export const idFaults: FaultSource[] = operations.flatMap((operation) => {
  const [good, taken] = ids[operation.name] ?? [];
  return Object.entries(taken ?? {}).map(([id, read]) =>
    onCall(operation, id, (call) => {
      const at = call.path.lastIndexOf('/') + 1;
      const given = call.path.slice(at);
      if (good?.test(given) === false) call.path = call.path.slice(0, at) + (read(given) ?? given);
    }),
  );
});

type Body = Record<string, unknown>;
const bodies: Record<string, (body: unknown) => unknown> = {
  'outcome is read in any letter case': fix('outcome', (value) => String(value).toLowerCase()),
  'outcome is trimmed': fix('outcome', (value) => String(value).trim()),
  'outcome may be a list of one': fix('outcome', (value) => (Array.isArray(value) ? value[0] : value)),
  'outcome may be true': fix('outcome', (value) => (value === true ? 'success' : value)),
  'outcome is success by default': fix('outcome', (value) => value ?? 'success'),
  'an unknown outcome is success': fix('outcome', (value) => (value === 'failure' ? value : 'success')),
  'outcome may be completed': fix('outcome', (value) => (value === 'completed' ? 'success' : value)),
  'url may be a list of one': fix('url', (value) => (Array.isArray(value) ? value[0] : value)),
  'url may lack its scheme': fix('url', (value) =>
    typeof value === 'string' && !value.includes(':') ? `https://${value.replace(/^\/+/, '')}` : value,
  ),
  'url may be a path': fix('url', (value) =>
    typeof value === 'string' && value.startsWith('/') ? `https://partner.example${value}` : value,
  ),
  'url may be left out': fix('url', (value) => value ?? 'https://partner.example/'),
  'any url is one': fix('url', (value) => (URL.canParse(String(value)) ? value : 'https://partner.example/')),
  'a url may be 100 characters at most': fix('url', (value) => (String(value).length > 100 ? 1 : value)),
  'a url may have no query': fix('url', (value) => (String(value).includes('?') ? 1 : value)),
  'a url may have no port': fix('url', (value) => (/:\d+/.test(String(value)) ? 1 : value)),
  'a url loses its query': fix('url', (value) =>
    typeof value === 'string' ? value.replace(/\?.*/, '') : value,
  ),
  'a url is in lower case': fix('url', (value) => (typeof value === 'string' ? value.toLowerCase() : value)),
  'the body may be in a list': (body) => (Array.isArray(body) ? body[0] : body),
  'the body may be in a wrapper': (body) =>
    isBody(body) && isBody(body.webhook_target) ? body.webhook_target : body,
  'outcomes are exchanged': fix('outcome', (value) =>
    value === 'success' ? 'failure' : value === 'failure' ? 'success' : value,
  ),
};

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fix(name: string, change: (value: unknown) => unknown): (body: unknown) => unknown {
  return (body) => (isBody(body) ? { ...body, [name]: change(body[name]) } : body);
}

/** Bodies that a lenient parser accepts, or a strict one refuses. */
export const bodyFaults: FaultSource[] = operations
  .filter(({ name }) => name === 'createWebhookTarget')
  .flatMap((operation) => [
    ...Object.entries(bodies).map(([id, read]) =>
      onCall(operation, id, (call) => {
        try {
          call.body = Buffer.from(JSON.stringify(read(JSON.parse(call.body.toString('utf8')))));
        } catch {
          // Not JSON: the server refuses it.
        }
      }),
    ),
    fixed({
      id: 'createWebhookTarget: a refused target is created all the same',
      areas: ['webhook-targets'],
      intercept: (call, next, state) => {
        const reply = next(call);
        if (!is(operation, call) || reply.status !== 400) return reply;
        const { authorization = '' } = call.headers;
        next({
          ...call,
          headers: { ...call.headers, authorization },
          body: Buffer.from('{"outcome":"success","url":"https://partner.example/left"}'),
        });
        return state.keys.length > 0 ? reply : failure(400, 'validation_error');
      },
    }),
  ]);
