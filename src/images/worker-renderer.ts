import { Worker } from 'node:worker_threads';
import { codePath } from '../package-root.js';
import type { PictureKind, PictureSubject } from './picture-subject.js';
import type { PictureRequest, PictureResponse } from './picture-worker.js';

const TIMEOUT_MS = 60_000;

/** A picture was requested while the mock closes: nobody receives it any more, and no fault of the mock is behind it. */
export class RendererClosedError extends Error {
  readonly code = 'renderer_closed';

  constructor() {
    super('The renderer of pictures is closed.');
    this.name = 'RendererClosedError';
  }
}

/** Renders pictures in a worker thread, one at a time. The thread is started with the first picture. */
export class WorkerRenderer {
  #worker: Worker | undefined;
  /** The end of the last picture in the queue. */
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** Returns a picture as PNG. Rejects when it cannot be rendered within a minute, or after `close`. */
  render(kind: PictureKind, subject: PictureSubject): Promise<Uint8Array> {
    const picture = this.#last.then(() => this.#render({ kind, subject }));
    this.#last = picture.catch(() => undefined);
    return picture;
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
  }

  #render(request: PictureRequest): Promise<Uint8Array> {
    if (this.#closed) return Promise.reject(new RendererClosedError());
    const worker = this.#worker ?? startWorker();
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        worker.unref();
        worker.off('message', succeed).off('error', fail).off('exit', failExit);
      };
      const succeed = (response: PictureResponse) => {
        end();
        if ('png' in response) resolve(response.png);
        else reject(new Error(`A picture cannot be rendered: ${response.error}`));
      };
      const fail = (error: Error) => {
        end();
        this.#worker = undefined;
        // A thread that fails or does not respond is replaced for the next picture.
        worker.on('error', () => undefined);
        worker.terminate().catch(() => undefined);
        reject(error);
      };
      const failExit = () =>
        fail(this.#closed ? new RendererClosedError() : new Error('The renderer of pictures ended.'));
      const timer = setTimeout(
        () => fail(new Error(`A picture was not rendered within ${TIMEOUT_MS} ms.`)),
        TIMEOUT_MS,
      );
      // The process stays alive for a picture that is being rendered, and for no other reason.
      worker.ref();
      worker.on('message', succeed).on('error', fail).on('exit', failExit);
      worker.postMessage(request);
    });
  }
}

function startWorker(): Worker {
  const file = codePath('src/images/picture-worker.ts');
  const execArgv = file.endsWith('.ts') ? ['--import', 'jiti/register'] : [];
  return new Worker(file, { name: 'pictures', execArgv });
}
