import { describe, expect, it } from 'vitest';
import { createPictureRenderer } from '../../src/images/pictures.js';
import { subject } from './subject.js';

/** A studio whose renderer takes no time, counts, and gives pictures of 100 bytes. */
function counted(cacheBytes: number) {
  const counter = { renders: 0 };
  const studio = createPictureRenderer({
    cacheBytes,
    render: async () => {
      counter.renders += 1;
      return new Uint8Array(100);
    },
  });
  const show = (userCardId: number) => studio.png('card-front', subject({ userCardId }));
  return { studio, counter, show };
}

describe('createPictureRenderer', () => {
  it('renders a picture once for all who wait for it', async () => {
    const { counter, show } = counted(0);
    const [first, second] = await Promise.all([show(1), show(1), show(1)]);
    expect(second).toBe(first);
    expect(counter.renders).toBe(1);
  });

  it('gives a picture that it has kept without rendering it', async () => {
    const { counter, show } = counted(1000);
    expect(await show(1)).toBe(await show(1));
    expect(counter.renders).toBe(1);
  });

  it('renders each kind and each subject apart', async () => {
    const { studio, counter, show } = counted(1000);
    await show(1);
    await show(2);
    await studio.png('card-back', subject({ userCardId: 1 }));
    expect(counter.renders).toBe(3);
  });

  it('keeps no more bytes than it was told and drops the least recently used', async () => {
    const { studio, counter, show } = counted(250);
    await show(1);
    await show(2);
    await show(1);
    await show(3);
    expect(studio.cachedBytes).toBe(200);
    expect(counter.renders).toBe(3);
    await show(1);
    expect(counter.renders).toBe(3);
    await show(2);
    expect(counter.renders).toBe(4);
  });

  it('keeps nothing when the cache has no room for a picture', async () => {
    const { studio, counter, show } = counted(99);
    await show(1);
    await show(1);
    expect(studio.cachedBytes).toBe(0);
    expect(counter.renders).toBe(2);
  });

  it('tries again after a picture failed', async () => {
    const answers = [Promise.reject(new Error('no ink')), Promise.resolve(new Uint8Array(1))];
    const studio = createPictureRenderer({
      render: async () => (await answers.shift()) ?? new Uint8Array(0),
    });
    await expect(studio.png('slab-front', subject())).rejects.toThrow('no ink');
    expect(await studio.png('slab-front', subject())).toHaveLength(1);
  });
});
