/** A world that cannot be found, read or made; the message names every fault, its place, and what to do. */
export class WorldError extends Error {
  override readonly name = 'WorldError';
  readonly code: 'world_not_found' | 'world_invalid' | 'store_not_empty';

  constructor(code: WorldError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
