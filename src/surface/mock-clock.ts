import { InvalidArgumentError } from '../errors.js';
import type { ClockReading, SettledEvent } from '../services/clock.js';
import type { Services } from '../services/services.js';
import { milliseconds } from './wait-options.js';

/** The mock's own time. Whatever falls due while it is moved happens, in order, before the call returns. */
export class MockClock {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /** ISO 8601, UTC. */
  now(): string {
    return this.#services.clock.read().now;
  }

  read(): ClockReading {
    return this.#services.clock.read();
  }

  /** Moves the clock ahead, by ms or text such as `6m`, and tells what fell due. */
  async advance(by: number | string): Promise<SettledEvent[]> {
    return this.#services.clock.advance(milliseconds(by));
  }

  /** Stops the clock: now, or at an instant (ISO 8601, or ms since 1970). Throws InvalidArgumentError. */
  async freeze(at?: string | number): Promise<SettledEvent[]> {
    const atMs = typeof at === 'string' ? Date.parse(at) : at;
    if (Number.isNaN(atMs)) {
      throw new InvalidArgumentError(
        'at',
        `at must be an instant such as 2026-01-31T12:00:00Z; it is "${at}".`,
      );
    }
    return this.#services.clock.freeze(atMs);
  }

  /** Lets the clock run on from where it stands. */
  async resume(): Promise<void> {
    await this.#services.clock.resume();
  }
}
