import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { drawPicture } from '../../src/images/draw-picture.js';
import { renderPng } from '../../src/images/render-png.js';
import { WorkerRenderer } from '../../src/images/worker-renderer.js';
import { callApi, startMock } from '../support/start-mock.js';
import { subject } from './subject.js';

function startRenderer(): WorkerRenderer {
  const renderer = new WorkerRenderer();
  onTestFinished(() => renderer.close());
  return renderer;
}

describe('WorkerRenderer', () => {
  it('returns the bytes that the main thread renders', async () => {
    const png = await startRenderer().render('slab-front', subject());
    expect(Buffer.from(png).equals(await renderPng(drawPicture('slab-front', subject())))).toBe(true);
  });

  it.runIf(process.platform === 'linux')('lets requests come first', async () => {
    const lowered = () => threadPriorities().filter((nice) => nice === 10).length;
    const renderer = startRenderer();
    const before = lowered();
    await renderer.render('card-front', subject());
    expect(lowered()).toBe(before + 1);
    expect(threadPriorities()).toContain(0);
    await renderer.close();
    expect(lowered()).toBe(before);
  });

  it('rejects a picture that cannot be drawn, and renders the next one', async () => {
    const renderer = startRenderer();
    const playerName = JSON.parse('7');
    await expect(renderer.render('card-front', subject({ playerName }))).rejects.toThrow(
      'cannot be rendered',
    );
    expect((await renderer.render('card-front', subject())).byteLength).toBeGreaterThan(1000);
  });

  it('rejects pending and later pictures when it is closed', async () => {
    const renderer = startRenderer();
    const pending = [renderer.render('card-front', subject()), renderer.render('card-back', subject())];
    const rejected = Promise.all(pending.map((picture) => expect(picture).rejects.toThrow(/ended|closed/)));
    await new Promise((resolve) => setImmediate(resolve));
    await renderer.close();
    await rejected;
    await expect(renderer.render('card-front', subject())).rejects.toThrow('closed');
  });
});

/** The nice values of this process's threads: field 19 of each `stat`, counted from the name in parentheses. */
function threadPriorities(): number[] {
  return readdirSync('/proc/self/task').map((thread) => {
    const [, fields = ''] = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(/\) /);
    return Number(fields.split(' ')[16]);
  });
}

it('other requests get responses while pictures are rendered', async () => {
  const mock = await startMock();
  const { body } = await callApi(mock, '/v1/cards?limit=6');
  const links: string[] = body.cards.flatMap(({ images }: { images: Record<string, string | null> }) => {
    return Object.values(images).filter((link) => link !== null);
  });
  let rendered = 0;
  const pictures = Promise.all(
    links.map(async (link) => {
      expect((await fetch(link)).status).toBe(200);
      rendered += 1;
    }),
  );
  let responded = 0;
  while (rendered < links.length) {
    expect((await fetch(`${mock.url}/health`)).status).toBe(200);
    responded += 1;
  }
  await pictures;
  // On the main thread, each picture would let at most a few requests through.
  expect(responded).toBeGreaterThan(5 * links.length);
});
