import { isOperationId, operation, operations } from '../contract/operations.js';
import { InvalidArgumentError } from '../errors.js';
import type { FaultScope } from '../store/faults.js';
import type { Tables } from '../store/store.js';
import { type FaultKindDefinition, faultKindOf } from './fault-kinds.js';

/** What a fault is limited to. An absent part matches everything. */
export interface FaultScopeInput {
  /** An `operationId` of the Partner API. */
  operation?: string | undefined;
  /** An account's id or email. */
  account?: number | string | undefined;
  /** A key's id. */
  key?: number | undefined;
  /** A webhook target's id. */
  target?: number | undefined;
}

const MAX_LISTED = 20;

/**
 * The scope as the store holds it. Throws InvalidArgumentError with the field for a part that does not exist, or that
 * the kind does not have.
 */
export async function checkedScope(
  tables: Tables,
  kind: string,
  input: FaultScopeInput,
): Promise<FaultScope> {
  const { operation: operationId, account, key, target } = input;
  const definition = faultKindOf(kind);
  refuseForeignParts(kind, definition, input);
  const scope: FaultScope = {};
  if (operationId !== undefined) scope.operation = checkedOperation(kind, definition, operationId);
  if (account !== undefined) scope.accountId = (await accountOf(tables, String(account))).id;
  if (key !== undefined) scope.keyId = await checkedKey(tables, key, scope.accountId);
  if (target !== undefined) scope.targetId = await checkedTarget(tables, target, scope.accountId);
  return scope;
}

/** The error statuses that the document gives an operation. `5XX` stands for every status from 500 to 599. */
export function errorStatuses(operationId: string): string[] {
  if (!isOperationId(operationId)) return [];
  return operation(operationId)
    .responses.map(({ status }) => status)
    .filter((status) => status >= '4');
}

/** Whether the document gives an operation this error status. */
export function hasErrorStatus(operationId: string, status: number): boolean {
  const statuses = errorStatuses(operationId);
  return statuses.includes(String(status)) || statuses.includes(`${Math.floor(status / 100)}XX`);
}

/** Whether a successful response of an operation has a body. */
export function respondsWithBody(operationId: string): boolean {
  if (!isOperationId(operationId)) return true;
  return operation(operationId).responses.some(({ status, content }) => status < '3' && content !== null);
}

/** Throws InvalidArgumentError when no operation within the scope has this status. */
export function assertStatusFits(status: number, { operation: operationId }: FaultScope): void {
  const candidates = operationId === undefined ? [...operations().keys()] : [operationId];
  if (candidates.some((id) => hasErrorStatus(id, status))) return;
  const allowed = [...new Set(candidates.flatMap(errorStatuses))].sort().join(', ');
  throw new InvalidArgumentError(
    'status',
    `${operationId === undefined ? 'No operation has a' : `${operationId} has no`} documented response with status ${status}; it must be one of: ${allowed}.`,
  );
}

function refuseForeignParts(kind: string, { side }: FaultKindDefinition, input: FaultScopeInput): void {
  const foreign = side === 'api' ? (['target'] as const) : (['operation', 'key'] as const);
  const allowed = side === 'api' ? 'operation, account and key' : 'account and target';
  for (const field of foreign) {
    if (input[field] === undefined) continue;
    throw new InvalidArgumentError(
      field,
      `A fault of the kind ${kind} cannot be limited to ${field}, only to ${allowed}.`,
    );
  }
  if (kind === 'reorder' && input.target === undefined) {
    throw new InvalidArgumentError(
      'target',
      'A fault of the kind reorder needs target: the id of the target whose deliveries change places.',
    );
  }
}

function checkedOperation(kind: string, { needsBody }: FaultKindDefinition, id: string): string {
  const fitting = [...operations().keys()].filter((known) => !needsBody || respondsWithBody(known));
  if (fitting.some((known) => known === id)) return id;
  throw new InvalidArgumentError(
    'operation',
    `For ${kind}, operation must be one of: ${fitting.join(', ')}; it is "${id}".`,
  );
}

async function accountOf(tables: Tables, reference: string) {
  const accounts = await tables.accounts.list();
  const account = accounts.find(({ id, email }) => email === reference || String(id) === reference);
  const usable = accounts.filter(({ role, userId }) => role === 'partner' && userId !== null);
  if (account !== undefined && usable.includes(account)) return account;
  const seen =
    account === undefined ? `there is no account ${reference}` : `${account.email} cannot use the API`;
  throw new InvalidArgumentError(
    'account',
    `account must be one of: ${listed(usable.map(({ email }) => email))}; ${seen}.`,
  );
}

async function checkedKey(tables: Tables, keyId: number, accountId: number | undefined): Promise<number> {
  const accountIds =
    accountId === undefined ? (await tables.accounts.list()).map(({ id }) => id) : [accountId];
  const keys = (await Promise.all(accountIds.map((id) => tables.apiKeys.list(id)))).flat();
  const active = keys
    .filter(({ revokedAt }) => revokedAt === null)
    .map(({ id }) => id)
    .sort((a, b) => a - b);
  if (active.includes(keyId)) return keyId;
  const whose = accountId === undefined ? '' : ' of the account';
  throw new InvalidArgumentError(
    'key',
    `key must be the id of an active key${whose}: ${listed(active)}; it is ${keyId}.`,
  );
}

async function checkedTarget(
  tables: Tables,
  targetId: number,
  accountId: number | undefined,
): Promise<number> {
  const accounts = await tables.accounts.list();
  const users = new Set(
    accounts.flatMap(({ id, userId }) => (userId !== null && (accountId ?? id) === id ? [userId] : [])),
  );
  const targets = (await Promise.all([...users].map((id) => tables.webhookTargets.list(id)))).flat();
  const ids = targets.map(({ id }) => id).sort((a, b) => a - b);
  if (ids.includes(targetId)) return targetId;
  const whose = accountId === undefined ? '' : ' of the account';
  throw new InvalidArgumentError(
    'target',
    `target must be the id of a webhook target${whose}: ${listed(ids)}; it is ${targetId}.`,
  );
}

function listed(items: readonly (string | number)[]): string {
  if (items.length === 0) return '(none exists)';
  const more = items.length > MAX_LISTED ? `, and ${items.length - MAX_LISTED} more` : '';
  return items.slice(0, MAX_LISTED).join(', ') + more;
}
