import { parseFaultKind } from '../../faults/fault-kinds.js';
import type { FaultInput } from '../../faults/faults.js';
import type { Fields } from '../form.js';
import { wholeNumber } from '../form-problem.js';

/** The fault that a form asks for; the fault service judges whether it makes sense. */
export function faultOrderOf(form: Fields): FaultInput {
  return {
    kind: parseFaultKind(form.raw('kind')),
    next: wholeNumber(form, 'next'),
    operation: form.text('operation'),
    account: form.text('account'),
    key: wholeNumber(form, 'key'),
    target: wholeNumber(form, 'target'),
    status: wholeNumber(form, 'status'),
    retryAfter: wholeNumber(form, 'retryAfter'),
    delay: form.text('delay'),
  };
}
