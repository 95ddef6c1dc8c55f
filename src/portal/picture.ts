import type { Request, Response } from 'express';
import { sha256Hex } from '../tokens.js';
import type { PortalDependencies } from './portal-dependencies.js';

/** Sends a picture of the user's own cards and gradings; unlike presigned links, these addresses do not expire. */
export async function sendPicture(
  { store, findPicture }: PortalDependencies,
  userId: number | null,
  path: string,
  request: Request,
  response: Response,
): Promise<void> {
  const [collection, id = ''] = path.split('/');
  const owned =
    userId !== null &&
    (collection === 'cards'
      ? await store.cards.find(userId, Number(id))
      : await store.gradings.find(userId, id));
  const png = owned ? await findPicture(path) : undefined;
  if (png === undefined) {
    response.status(404).type('text').send('There is no such picture.');
    return;
  }
  const tag = `"${sha256Hex(Buffer.from(png).toString('latin1')).slice(0, 16)}"`;
  response.set({ 'cache-control': 'private, no-cache', etag: tag });
  if (request.headers['if-none-match'] === tag) {
    response.status(304).end();
    return;
  }
  response.set({ 'content-type': 'image/png', 'content-length': String(png.byteLength) });
  response.end(png);
}
