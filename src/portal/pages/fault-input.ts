import { parseFaultKind } from '../../faults/fault-kinds.js';
import type { FaultInput } from '../../faults/faults.js';
import type { Fields } from '../form.js';

/** Reads the fault in a form. The fault service checks it. */
export function faultInputOf(form: Fields): FaultInput {
  return {
    kind: parseFaultKind(form.raw('kind')),
    next: form.wholeNumber('next'),
    operation: form.text('operation'),
    account: form.text('account'),
    key: form.wholeNumber('key'),
    target: form.wholeNumber('target'),
    status: form.wholeNumber('status'),
    retryAfter: form.wholeNumber('retryAfter'),
    delay: form.text('delay'),
  };
}
