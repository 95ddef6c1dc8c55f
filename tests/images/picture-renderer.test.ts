import { describe, expect, it } from 'vitest';
import { createPictureRenderer } from '../../src/images/picture-renderer.js';
import { subject } from './subject.js';

/** A renderer that counts its pictures of 100 bytes. */
function countingRenderer(cacheBytes: number) {
  const counter = { renders: 0 };
  const renderer = createPictureRenderer({
    cacheBytes,
    renderer: {
      render: async () => {
        counter.renders += 1;
        return new Uint8Array(100);
      },
      close: async () => undefined,
    },
  });
  const show = (userCardId: number) => renderer.png('card-front', subject({ userCardId }));
  return { renderer, counter, show };
}

describe('createPictureRenderer', () => {
  it('renders a picture once for concurrent callers', async () => {
    const { counter, show } = countingRenderer(0);
    const [first, second] = await Promise.all([show(1), show(1), show(1)]);
    expect(second).toBe(first);
    expect(counter.renders).toBe(1);
  });

  it('returns a cached picture without rendering it', async () => {
    const { counter, show } = countingRenderer(1000);
    expect(await show(1)).toBe(await show(1));
    expect(counter.renders).toBe(1);
  });

  it('renders each kind and each subject separately', async () => {
    const { renderer, counter, show } = countingRenderer(1000);
    await show(1);
    await show(2);
    await renderer.png('card-back', subject({ userCardId: 1 }));
    expect(counter.renders).toBe(3);
  });

  it('limits the size of the cache and drops the least recently used picture', async () => {
    const { renderer, counter, show } = countingRenderer(250);
    await show(1);
    await show(2);
    await show(1);
    await show(3);
    expect(renderer.cachedBytes).toBe(200);
    expect(counter.renders).toBe(3);
    await show(1);
    expect(counter.renders).toBe(3);
    await show(2);
    expect(counter.renders).toBe(4);
  });

  it('does not cache a picture that is larger than the cache', async () => {
    const { renderer, counter, show } = countingRenderer(99);
    await show(1);
    await show(1);
    expect(renderer.cachedBytes).toBe(0);
    expect(counter.renders).toBe(2);
  });

  it('renders a picture again after a failure', async () => {
    const results = [Promise.reject(new Error('render failed')), Promise.resolve(new Uint8Array(1))];
    const renderer = createPictureRenderer({
      renderer: {
        render: async () => (await results.shift()) ?? new Uint8Array(0),
        close: async () => undefined,
      },
    });
    await expect(renderer.png('slab-front', subject())).rejects.toThrow('render failed');
    expect(await renderer.png('slab-front', subject())).toHaveLength(1);
  });
});
