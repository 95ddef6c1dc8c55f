import { resolve } from 'node:path';
import { createJiti } from 'jiti';
import { SuiteError } from '../suite-error.js';
import { type ContractDriver, driverMethods } from './driver.js';

function isDriver(value: unknown): value is ContractDriver {
  if (typeof value !== 'object' || value === null) return false;
  return driverMethods.every((name) => ['function', 'undefined'].includes(typeof Reflect.get(value, name)));
}

/**
 * Loads a driver from a module (`.mjs`, `.js`, `.ts`): its default export is the driver, or a function that makes one
 * from `{ baseUrl }`. Throws `SuiteError` `driver_unusable`.
 */
export async function loadDriver(file: string, baseUrl: string): Promise<ContractDriver> {
  const refuse = (why: string, cause?: unknown): never => {
    throw new SuiteError('driver_unusable', `The driver ${file} ${why}`, cause);
  };
  let exported: unknown;
  try {
    exported = await createJiti(import.meta.url).import(resolve(file), { default: true });
    if (typeof exported === 'function') exported = await Reflect.apply(exported, undefined, [{ baseUrl }]);
  } catch (cause) {
    return refuse(`cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  if (!isDriver(exported))
    return refuse(`must export by default an object with some of ${driverMethods.join(', ')}`);
  const names: readonly string[] = driverMethods;
  const unknown = Object.keys(exported).find((name) => !names.includes(name));
  if (unknown !== undefined) refuse(`has \`${unknown}\`, which is none of ${driverMethods.join(', ')}`);
  if (!driverMethods.some((name) => name in exported)) refuse('has none of the methods');
  return exported;
}
