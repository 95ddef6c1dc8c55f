import type { OperationId } from '../../contract/operation-types.js';
import { findOperation, operation, operations } from '../../contract/operations.js';

export type { OperationId };

/** The operations that need a key. */
export function guardedOperations(): OperationId[] {
  return [...operations().values()].filter(({ secured }) => secured).map(({ id }) => id);
}

export function methodOf(id: OperationId): string {
  return operation(id).method.toUpperCase();
}

/** The path of an operation with its one path parameter filled in. */
export function pathOf(id: OperationId, parameter?: string | number): string {
  return operation(id).path.replace(/\{[^}]+\}/, encodeURIComponent(String(parameter ?? '')));
}

/** The operation that a method and a path aim at, or null. A `HEAD` aims at none. */
export function operationAt(method: string, path: string): OperationId | null {
  return findOperation(method, path.split('?')[0] ?? '')?.operation.id ?? null;
}
