import { type Call, failure, framework, invalid, type Reply } from './http.js';
import type { Account, State, Target } from './state.js';
import type { Switches } from './switches.js';

function parse(call: Call, { variations }: Switches): unknown | Reply {
  const type = call.headers['content-type'] ?? '';
  if (!type.startsWith('application/json')) return framework(415, 'Unsupported Media Type', 'Not JSON');
  if (call.body.length > 1024 * 1024) return framework(413, 'Payload Too Large', 'Too large');
  try {
    return JSON.parse(call.body.toString('utf8'));
  } catch {
    if (variations.has('application-shape-for-malformed-json')) return invalid('body', 'Not JSON');
    return framework(400, 'Bad Request', 'Not JSON');
  }
}

const isReply = (value: unknown): value is Reply =>
  typeof value === 'object' && value !== null && 'status' in value && typeof value.status === 'number';

function isUrl(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\/[^/\s]+/.test(value) && URL.canParse(value);
}

export function list(account: Account, { bugs }: Switches): Reply {
  const rows = account.targets.map((target) =>
    bugs.has('target-list-is-camel-case')
      ? target
      : { id: target.id, outcome: target.outcome, url: target.url, created_at: target.createdAt },
  );
  return { status: 200, body: { webhook_targets: rows } };
}

export function create(account: Account, call: Call, state: State, switches: Switches): Reply {
  const body = parse(call, switches);
  if (isReply(body)) return body;
  const input = typeof body === 'object' && body !== null ? body : {};
  const outcome = 'outcome' in input ? input.outcome : undefined;
  const url = 'url' in input ? input.url : undefined;
  if (outcome !== 'success' && outcome !== 'failure') return invalid('outcome', 'Invalid option');
  if (!isUrl(url)) return invalid('url', 'Invalid URL');
  const target: Target = { id: state.next(), outcome, url, createdAt: state.iso() };
  account.targets.push(target);
  const { id, createdAt } = target;
  return {
    status: switches.variations.has('create-returns-200') ? 200 : 201,
    body: { id, userId: account.id + 1, outcome, url, createdAt },
  };
}

export function remove(account: Account, id: string, { variations }: Switches): Reply {
  if (!/^[1-9]\d*$/.test(id)) return invalid('id', 'Expected a positive integer');
  const index = account.targets.findIndex((target) => String(target.id) === id);
  if (index < 0) return failure(404, 'not_found');
  account.removed.push(...account.targets.splice(index, 1));
  return variations.has('delete-returns-200-with-body')
    ? { status: 200, body: { deleted: true } }
    : { status: 204 };
}
