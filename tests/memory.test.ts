import { expect, it } from 'vitest';
import { Memory } from '../src/memory.js';

/** A part whose state is a number. */
function counter() {
  const part = {
    value: 1,
    clear: () => {
      part.value = 0;
    },
    save: () => {
      const saved = part.value;
      return () => {
        part.value = saved;
      };
    },
  };
  return part;
}

it('clears every part', () => {
  const memory = new Memory();
  const [first, second] = [counter(), counter()];
  memory.register('first', first);
  memory.register('second', second);
  memory.clear();
  expect([first.value, second.value]).toEqual([0, 0]);
});

it('brings back every part as it was saved, any number of times', () => {
  const memory = new Memory();
  const part = counter();
  memory.register('part', part);
  const bringBack = memory.save();
  for (const later of [7, 8]) {
    part.value = later;
    bringBack();
    expect(part.value).toBe(1);
  }
});

it('clears a part that was registered after the state was saved', () => {
  const memory = new Memory();
  const bringBack = memory.save();
  const late = counter();
  memory.register('late', late);
  bringBack();
  expect(late.value).toBe(0);
});

it('refuses a second part of the same name', () => {
  const memory = new Memory();
  memory.register('clock', counter());
  expect(() => memory.register('clock', counter())).toThrow('clock is registered already');
});
