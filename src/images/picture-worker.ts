import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { drawPicture } from './draw-picture.js';
import type { PictureKind, PictureSubject } from './picture-subject.js';
import { renderPng } from './render-png.js';

/** A picture to render. */
export interface PictureRequest {
  kind: PictureKind;
  subject: PictureSubject;
}

/** A rendered picture, or the reason why it cannot be rendered. */
export type PictureResponse = { png: Uint8Array } | { error: string };

/** Requests come first: a lower priority than that of the other threads. */
const NICE = 10;

// The entry of the worker thread of WorkerRenderer. Only Linux has priorities of threads; elsewhere this would lower the
// priority of the whole process.
if (process.platform === 'linux') setPriority(NICE);

parentPort?.on('message', (request: PictureRequest) => {
  render(request).then(
    (png) => parentPort?.postMessage({ png } satisfies PictureResponse, [png.buffer]),
    (error: unknown) => parentPort?.postMessage({ error: String(error) } satisfies PictureResponse),
  );
});

async function render({ kind, subject }: PictureRequest): Promise<Uint8Array<ArrayBuffer>> {
  // A copy with its own memory, which is moved to the main thread.
  return new Uint8Array(await renderPng(drawPicture(kind, subject)));
}
