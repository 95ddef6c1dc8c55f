import { fieldFaults, listFaults } from './bodies.js';
import { imageFaults, limitFaults, webhookFaults } from './deliveries.js';
import type { FaultSource } from './fault.js';
import { bodyFaults, idFaults, parameterFaults, swapFaults } from './inputs.js';
import { cacheFaults, refusalFaults, successFaults, wayInFaults } from './refusals.js';

/** Every operator applied to every operation. */
export const allFaults: readonly FaultSource[] = [
  ...fieldFaults,
  ...listFaults,
  ...parameterFaults,
  ...swapFaults,
  ...idFaults,
  ...bodyFaults,
  ...wayInFaults,
  ...refusalFaults,
  ...successFaults,
  ...cacheFaults,
  ...webhookFaults,
  ...imageFaults,
  ...limitFaults,
];
