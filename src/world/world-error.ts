/** A world that does not exist, is not valid or cannot be written. The message lists every problem with its place. */
export class WorldError extends Error {
  override readonly name = 'WorldError';
  readonly code: 'world_not_found' | 'world_invalid' | 'store_not_empty';

  constructor(code: WorldError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
