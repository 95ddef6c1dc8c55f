import { isUtf8 } from 'node:buffer';
import { type Exchange, sha256 } from '../client/exchange.js';
import type { OperationId } from '../client/operations.js';
import { judgeResponse } from './judge.js';

export interface Sighting {
  ruleId: string;
  assumed: boolean;
  message: string;
  expected: string;
  received: string;
  specPointer?: string;
}

/** The rule that carries what the schemas forbid, for each operation. */
export const schemaRuleOf: Record<OperationId, string> = {
  getHealth: 'SCHEMA-001',
  getAccount: 'SCHEMA-002',
  listGradings: 'SCHEMA-003',
  getGrading: 'SCHEMA-004',
  listCards: 'SCHEMA-005',
  getCard: 'SCHEMA-006',
  listWebhookTargets: 'SCHEMA-007',
  createWebhookTarget: 'SCHEMA-008',
  deleteWebhookTarget: 'SCHEMA-009',
};

function seen(
  ruleId: string,
  message: string,
  expected: string,
  received: string,
  assumed = false,
): Sighting {
  return { ruleId, message, expected, received, assumed };
}

function* findSecrets(exchange: Exchange, secrets: ReadonlySet<string>): Generator<Sighting> {
  const headers = Object.values(exchange.headers).join('\n');
  const text = `${exchange.text}\n${headers}`;
  const { authorization: sent = '' } = exchange.request.headers;
  const echoed = /^bearer +(\S{16,})/i.exec(sent)?.[1];
  const where = `${exchange.request.method} ${exchange.request.path.split('?')[0]}`;
  if ([...secrets, ...(echoed === undefined ? [] : [echoed])].some((secret) => text.includes(secret)))
    yield seen('SECRET-001', `${where} responds with a token in it`, 'no token in any response', 'a token');
  const lower = text.toLowerCase();
  if ([...secrets].some((secret) => lower.includes(sha256(secret))))
    yield seen(
      'SECRET-002',
      `${where} responds with a token's hash in it`,
      'no hash in any response',
      'a hash',
      true,
    );
}

/** Everything that a response shows in passing, whichever rule sent the request. Image links are not responses of the API. */
export function* observe(exchange: Exchange, secrets: ReadonlySet<string>): Generator<Sighting> {
  if (/^https?:/.test(exchange.request.path)) return;
  const where = `${exchange.request.method} ${exchange.request.path.split('?')[0]}`;
  yield* findSecrets(exchange, secrets);
  if (exchange.status >= 500)
    yield seen('ERR-001', `${where} fails with ${exchange.status}`, 'no server error', `${exchange.status}`);
  if (exchange.headers['set-cookie'] !== undefined)
    yield seen('CORS-002', `${where} sets a cookie`, 'no cookies', exchange.headers['set-cookie']);
  const { operationId } = exchange;
  if (operationId === null) return;
  if (exchange.bytes.length > 0 && !isUtf8(exchange.bytes))
    yield seen(
      schemaRuleOf[operationId],
      `${operationId} is not in UTF-8`,
      'JSON in UTF-8',
      exchange.text.slice(0, 200),
    );
  for (const violation of judgeResponse(operationId, exchange)) {
    const message = `${operationId} ${exchange.status}: ${violation.message}`;
    yield { ...violation, ruleId: schemaRuleOf[operationId], message };
  }
}
