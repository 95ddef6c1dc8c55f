import type { FaultInput } from '../../faults/faults.js';
import type { Fields } from '../form.js';
import { wholeNumber } from '../form-problem.js';

/** The fault that a form asks for; the fault service judges whether it makes sense. */
export function faultOrderOf(form: Fields): FaultInput {
  const status = wholeNumber(form, 'status');
  const retryAfter = wholeNumber(form, 'retryAfter');
  const delay = form.text('delay');
  return {
    kind: form.raw('kind'),
    next: wholeNumber(form, 'next'),
    operation: form.text('operation'),
    account: form.text('account'),
    keyId: wholeNumber(form, 'key'),
    targetId: wholeNumber(form, 'target'),
    options: {
      ...(status !== undefined && { status }),
      ...(retryAfter !== undefined && { retryAfter }),
      ...(delay !== undefined && { delay }),
    },
  };
}
