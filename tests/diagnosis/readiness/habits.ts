/** Everything in which clients differ. */
export interface Habits {
  /** The next cursor to send for the `next_cursor` of a page; null ends the list. */
  cursorOf: (next: string | null) => string | null;
  /** The query of the first page. */
  firstQuery: string;
  stopsAfterPages: number;
  /** How many lists it reads at the same time. */
  workers: number;
  /** Whether it reads a list again from the first cursor that it got. */
  startsAgain: boolean;
  /** Whether it reads a page of five items before each list. */
  viewsFirst: boolean;
  /** Whether it does the work of a webhook again later when it failed. */
  requeues: boolean;
  /** What it makes of the path and query of a read. */
  readsPath: (path: string) => string;
  /** How long it waits before it repeats a call, in ms; 0 repeats it at once. */
  retryWaitMs: (status: number, attempt: number, retryAfter: string | null) => number;
  retries400: boolean;
  /** The statuses after which a key is not used again. */
  stopsAt: readonly number[];
  keyInUrl: boolean;
  keyForPictures: boolean;
  /** A status to return without any work; undefined to go on. */
  statusFor: (payload: Record<string, unknown>) => number | undefined;
  statusWhenUnknown: number;
  answersFirst: boolean;
  /** Whether a known grading is dropped. */
  claims: boolean;
  followsUp: (outcome: unknown) => boolean;
  readTimes: number;
  /** How often it reads a grading again that was not found. */
  afterNotFound: number;
  /** Whether it stores a grading that it has stored before by its id, without further calls. */
  upserts: boolean;
  /** The gradings that were stored. */
  stores: Set<string>;
  fetchesPictures: boolean;
  storesLinks: boolean;
  /** How often it polls on the mock's clock, in ms; null for never. */
  pollEveryMs: number | null;
  /** How often it reads the same thing in a row. */
  tightPolls: number;
}

/** A client without mistakes. */
export const rightHabits: Habits = {
  cursorOf: (next) => next,
  firstQuery: '',
  stopsAfterPages: Number.POSITIVE_INFINITY,
  workers: 1,
  startsAgain: false,
  viewsFirst: false,
  requeues: false,
  readsPath: (path) => path,
  retryWaitMs: (_status, attempt, retryAfter) =>
    retryAfter === null ? 500 * 2 ** (attempt - 1) : Number(retryAfter) * 1000,
  retries400: false,
  stopsAt: [401, 403],
  keyInUrl: false,
  keyForPictures: false,
  statusFor: () => undefined,
  statusWhenUnknown: 204,
  answersFirst: true,
  claims: true,
  followsUp: () => true,
  readTimes: 1,
  afterNotFound: 0,
  upserts: false,
  stores: new Set(),
  fetchesPictures: true,
  storesLinks: false,
  pollEveryMs: null,
  tightPolls: 0,
};

/** A client with one mistake, and the point that names it. */
export interface Mistake {
  title: string;
  point: string;
  habits: Partial<Habits>;
}

const exponential = rightHabits.retryWaitMs;
const onFailure = (change: (attempt: number) => number): Habits['retryWaitMs'] => {
  return (status, attempt, retryAfter) =>
    status >= 500 ? change(attempt) : exponential(status, attempt, retryAfter);
};
const shifted = (ms: number) => (next: string | null) =>
  next && new Date(Date.parse(next) + ms).toISOString();
const replaced = (from: RegExp, to: string) => (path: string) => path.replace(from, to);

export const mistakes: readonly Mistake[] = [
  {
    title: 'asks for pages of 500 items',
    point: 'sends-valid-requests',
    habits: { readsPath: replaced(/^\/v1\/cards$/, '/v1/cards?limit=500') },
  },
  {
    title: 'sends an empty limit',
    point: 'sends-valid-requests',
    habits: { readsPath: replaced(/^\/v1\/cards$/, '/v1/cards?limit=') },
  },
  {
    title: 'sends an unknown sort',
    point: 'sends-valid-requests',
    habits: { readsPath: replaced(/^\/v1\/cards$/, '/v1/cards?sort=newest') },
  },
  {
    title: 'repeats a call that got a 400',
    point: 'sends-valid-requests',
    habits: { readsPath: replaced(/^\/v1\/cards$/, '/v1/cards?graded=yes'), retries400: true },
  },
  {
    title: 'mistypes limit',
    point: 'sends-known-parameters',
    habits: { readsPath: replaced(/^\/v1\/gradings$/, '/v1/gradings?limt=5') },
  },
  {
    title: 'pages by number',
    point: 'sends-known-parameters',
    habits: { readsPath: replaced(/^\/v1\/cards$/, '/v1/cards?page=1') },
  },
  {
    title: 'ignores Retry-After',
    point: 'honours-retry-after',
    habits: {
      retryWaitMs: (status, attempt) => (status === 429 ? 1000 : exponential(status, attempt, null)),
    },
  },
  {
    title: 'repeats a call at once after a 429',
    point: 'honours-retry-after',
    habits: {
      retryWaitMs: (status, attempt, after) => (status === 429 ? 0 : exponential(status, attempt, after)),
    },
  },
  {
    title: 'repeats a call at once after a 503',
    point: 'backs-off-on-5xx',
    habits: { retryWaitMs: onFailure(() => 0) },
  },
  {
    title: 'always waits equally long after a 503',
    point: 'backs-off-on-5xx',
    habits: { retryWaitMs: onFailure(() => 1000) },
  },
  { title: 'goes on after a 401', point: 'stops-on-401', habits: { stopsAt: [403] } },
  { title: 'goes on after a 403', point: 'stops-on-403', habits: { stopsAt: [401] } },
  { title: 'reads the first page only', point: 'pages-to-the-end', habits: { stopsAfterPages: 1 } },
  {
    title: 'stops after the first of three pages',
    point: 'pages-to-the-end',
    habits: { firstQuery: '?limit=20', stopsAfterPages: 1 },
  },
  {
    title: 'moves the cursor back by a millisecond',
    point: 'sends-given-cursors',
    habits: { cursorOf: shifted(-1) },
  },
  {
    title: 'sends null as a cursor',
    point: 'sends-given-cursors',
    habits: { cursorOf: (next) => String(next) },
  },
  {
    title: 'cuts the milliseconds off the cursor',
    point: 'sends-given-cursors',
    habits: { cursorOf: (next) => next?.replace(/\.\d+Z$/, '.000Z').replace('.000', '.001') ?? null },
  },
  {
    title: 'drops the Z of the cursor',
    point: 'reads-times-with-zone',
    habits: { cursorOf: (next) => next?.replace('Z', '') ?? null },
  },
  {
    title: 'reads times as local ones, two hours off',
    point: 'reads-times-with-zone',
    habits: { cursorOf: shifted(-7_200_000) },
  },
  {
    title: 'answers 500 to every webhook',
    point: 'answers-webhooks-with-2xx',
    habits: { statusFor: () => 500 },
  },
  {
    title: 'redirects every webhook',
    point: 'answers-webhooks-with-2xx',
    habits: { statusFor: () => 302 },
  },
  {
    title: 'answers 422 to failures',
    point: 'answers-webhooks-with-2xx',
    habits: {
      statusFor: ({ outcome, grading_session_id: id }) =>
        outcome === 'failure' && id !== 'x' ? 422 : undefined,
    },
  },
  {
    title: 'works before it answers',
    point: 'answers-webhooks-before-the-work',
    habits: { answersFirst: false },
  },
  {
    title: 'never reads the grading',
    point: 'fetches-grading-after-webhook',
    habits: { followsUp: (outcome) => outcome !== 'success', fetchesPictures: false },
  },
  {
    title: 'believes the outcome failure',
    point: 'verifies-the-outcome',
    habits: { followsUp: (outcome) => outcome === 'success' },
  },
  {
    title: 'processes a repeated webhook again',
    point: 'processes-duplicates-once',
    habits: { claims: false },
  },
  {
    title: 'answers 500 for an unknown grading',
    point: 'drops-unknown-gradings',
    habits: { statusFor: ({ grading_session_id: id }) => (id === UNKNOWN_GRADING ? 500 : undefined) },
  },
  {
    title: 'reads an unknown grading again and again',
    point: 'drops-unknown-gradings',
    habits: { afterNotFound: 3 },
  },
  {
    title: 'refuses unknown fields',
    point: 'ignores-unknown-fields',
    habits: { statusFor: (payload) => (Object.keys(payload).length > 2 ? 422 : undefined) },
  },
  {
    title: 'stores image links',
    point: 'treats-image-links-as-short-lived',
    habits: { storesLinks: true },
  },
  {
    title: 'sends its key with image links',
    point: 'fetches-images-without-key',
    habits: { keyForPictures: true },
  },
  { title: 'sends its key in the URL', point: 'keeps-key-out-of-urls', habits: { keyInUrl: true } },
  { title: 'polls without a pause', point: 'avoids-tight-polling', habits: { tightPolls: 8 } },
  { title: 'polls every 30 seconds', point: 'waits-for-webhooks', habits: { pollEveryMs: 30_000 } },
  { title: 'polls every 10 minutes', point: 'waits-for-webhooks', habits: { pollEveryMs: 600_000 } },
];

/** The grading that the API does not know. */
export const UNKNOWN_GRADING = '5b0c9f6e-1f0e-4d53-8c0a-0f3f5a1c2d77';

/** Correct clients with unusual habits. */
export const unusual: readonly { title: string; habits: Partial<Habits> }[] = [
  { title: 'reads a first page of 20 items', habits: { firstQuery: '?limit=20' } },
  { title: 'reads both lists at once, with two workers', habits: { workers: 2 } },
  { title: 'starts again from an old cursor', habits: { startsAgain: true } },
  { title: 'shows the latest five items first', habits: { viewsFirst: true } },
  { title: 'puts failed work back into its queue', habits: { requeues: true } },
  {
    title: 'writes cursors with an offset',
    habits: { cursorOf: (next) => next?.replace('Z', '+00:00') ?? null },
  },
  { title: 'reads twice and upserts', habits: { claims: false, upserts: true } },
  { title: 'reads each grading twice', habits: { readTimes: 2 } },
  { title: 'polls as a fallback once an hour', habits: { pollEveryMs: 3_600_000 } },
  {
    title: 'waits longer than Retry-After',
    habits: { retryWaitMs: (_status, attempt) => 10_000 * attempt },
  },
  {
    title: 'backs off with jitter',
    habits: {
      retryWaitMs: onFailure((attempt) => [400, 900, 1500, 3900][attempt - 1] ?? 8000),
    },
  },
  { title: 'answers 200 to webhooks that it drops', habits: { statusWhenUnknown: 200 } },
  { title: 'shows no pictures', habits: { fetchesPictures: false } },
  {
    title: 'answers 202 to webhooks of other objects',
    habits: { statusFor: ({ grading_session_id: id }) => (id === UNKNOWN_GRADING ? 202 : undefined) },
  },
];
