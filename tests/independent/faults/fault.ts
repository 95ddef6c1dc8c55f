import type { Call, Reply } from '../http.js';
import type { Account, Key, State, Target } from '../state.js';

/** Stands around every call of the server. */
export type Intercept = (call: Call, next: (call: Call) => Reply, state: State) => Reply;

/** Wrong ways of sending webhooks. */
export interface WebhookFault {
  isSuccess?: (status: number | null, attempts: number) => boolean;
  payload?: (payload: Record<string, string>, account: Account) => unknown;
  targets?: (targets: Target[]) => Target[];
  url?: (url: string) => string;
  method?: string;
  type?: string;
}

/** One generated deviation from published facts. */
export interface Fault {
  id: string;
  /** The areas of rules that are about it. */
  areas: string[];
  intercept?: Intercept;
  webhooks?: WebhookFault;
}

/** A fault that keeps something between calls is created for each server. */
export type FaultSource = { id: string; start: () => Fault };

export interface Operation {
  name: string;
  method: string;
  path: RegExp;
  /** Where its successful body has objects whose fields are published, and those fields; `?` marks a nullable one. */
  fields: Record<string, string[]>;
  areas: string[];
}

const grading = ['id', 'user_card_id', 'unique_identifier', 'created_at', 'updated_at'];
const card = [
  'user_card_id',
  'card_id',
  'brand',
  'year',
  'card_number',
  'variant?',
  'player_name',
  'team_name?',
];
const rest = ['category', 'grade?', 'grader?', 'shoebox_value?', 'added_at', 'images'];
const grades = ['centering', 'corners', 'edges', 'surface', 'full'].map((name) => `${name}_overall_grade?`);
const links = ['damage_report_front_url?', 'damage_report_back_url?', 'slab_front_url?', 'slab_back_url?'];

/** The operations as the guide has them. */
export const operations: readonly Operation[] = [
  {
    name: 'getHealth',
    method: 'GET',
    path: /^\/health$/,
    fields: { '': ['status'] },
    areas: ['health', 'schema'],
  },
  { name: 'getAccount', method: 'GET', path: /^\/v1\/account$/, fields: {}, areas: ['account', 'schema'] },
  {
    name: 'listGradings',
    method: 'GET',
    path: /^\/v1\/gradings$/,
    fields: { '': ['gradings', 'next_cursor?'], 'gradings.*': grading },
    areas: ['pagination', 'gradings-list', 'schema'],
  },
  {
    name: 'getGrading',
    method: 'GET',
    path: /^\/v1\/gradings\/[^/]+$/,
    fields: {
      '': ['grading', 'card', 'user_card_grade'],
      grading,
      card: ['brand', 'year', 'player_name', 'category'],
      user_card_grade: [...grades, 'model_grade', ...links],
    },
    areas: ['grading-detail', 'grades', 'presigned-urls', 'schema'],
  },
  {
    name: 'listCards',
    method: 'GET',
    path: /^\/v1\/cards$/,
    fields: {
      '': ['cards', 'next_cursor?'],
      'cards.*': [...card, ...rest],
      'cards.*.images': ['front?', 'back?'],
    },
    areas: ['pagination', 'cards-list', 'filters', 'sorting', 'schema'],
  },
  {
    name: 'getCard',
    method: 'GET',
    path: /^\/v1\/cards\/[^/]+$/,
    fields: { '': ['user_card', 'card', 'images', 'gradings'] },
    areas: ['card-detail', 'schema', 'presigned-urls'],
  },
  {
    name: 'listWebhookTargets',
    method: 'GET',
    path: /^\/v1\/webhook-targets$/,
    fields: { '': ['webhook_targets'], 'webhook_targets.*': ['id', 'outcome', 'url', 'created_at'] },
    areas: ['webhook-targets', 'schema'],
  },
  {
    name: 'createWebhookTarget',
    method: 'POST',
    path: /^\/v1\/webhook-targets$/,
    fields: { '': ['id', 'userId', 'outcome', 'url', 'createdAt'] },
    areas: ['webhook-targets', 'schema', 'inputs'],
  },
  {
    name: 'deleteWebhookTarget',
    method: 'DELETE',
    path: /^\/v1\/webhook-targets\/[^/]+$/,
    fields: {},
    areas: ['webhook-targets', 'schema'],
  },
];

export const is = (operation: Operation, call: Call): boolean =>
  call.method === operation.method && operation.path.test(call.path);

export const keyOf = ({ keys }: State, hash: string): Key | undefined =>
  keys.find((key) => key.hash === hash);

/** A JSON body as a copy that may be changed. */
export function copyOf(reply: Reply): Record<string, unknown> {
  const copy: unknown = JSON.parse(JSON.stringify(reply.body ?? {}));
  return typeof copy === 'object' && copy !== null ? Object.fromEntries(Object.entries(copy)) : {};
}

/** The same call with its own query and headers. */
export function copyCall(call: Call): Call {
  return { ...call, query: new URLSearchParams(call.query), headers: { ...call.headers } };
}
