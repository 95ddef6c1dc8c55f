import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Memory, type MemoryPart } from '../../src/memory.js';
import { PortalVisitor, signedIn } from '../support/portal-visitor.js';
import { callApi, startMock } from '../support/start-mock.js';

/** Calls that reached the memory parts of mocks started from now on, such as `clear clock`, in order. */
function watchMemory(): string[] {
  const seen: string[] = [];
  const register = Memory.prototype.register;
  const spy = vi.spyOn(Memory.prototype, 'register').mockImplementation(function (
    this: Memory,
    name: string,
    part: MemoryPart,
  ) {
    register.call(this, name, {
      clear: () => {
        seen.push(`clear ${name}`);
        part.clear();
      },
      save: () => {
        seen.push(`save ${name}`);
        const bringBack = part.save();
        return () => {
          seen.push(`bring back ${name}`);
          bringBack();
        };
      },
    });
  });
  onTestFinished(() => spy.mockRestore());
  return seen;
}

const parts = ['clock', 'image links', 'journal', 'key usage', 'rate limit', 'faults', 'portal sign-ins'];

describe('the memory of a mock', () => {
  it('is reached by reset, snapshot and restore in every part', async () => {
    const seen = watchMemory();
    const mock = await startMock({ rateLimit: 600 });
    await new PortalVisitor(mock).get('/dashboard');

    await mock.reset();
    expect(seen.filter((call) => call.startsWith('clear'))).toEqual(parts.map((name) => `clear ${name}`));

    seen.length = 0;
    const snapshot = await mock.snapshot();
    expect(seen).toEqual(parts.map((name) => `save ${name}`));

    seen.length = 0;
    await mock.restore(snapshot);
    expect(seen.filter((call) => call.startsWith('bring back'))).toEqual(
      parts.map((name) => `bring back ${name}`),
    );
  });
});

describe('a restore', () => {
  it('signs out people whose account is another one now', async () => {
    const mock = await startMock();
    const before = await signedIn(mock);
    const snapshot = await mock.snapshot();
    const { account } = await mock.accounts.create({ name: 'Later' });
    const later = await signedIn(mock, account.id);
    await mock.restore(snapshot);
    await mock.accounts.create({ name: 'Somebody else' });
    expect((await later.get('/dashboard/api-keys')).status).toBe(303);
    expect((await before.get('/dashboard/api-keys')).status).toBe(200);
  });

  it('brings back the use of a key that was not yet written when the snapshot was taken', async () => {
    const mock = await startMock();
    const { key, token } = await mock.keys.create();
    await callApi(mock, '/v1/account', { token });
    const snapshot = await mock.snapshot();
    await mock.reset();
    await mock.restore(snapshot);
    await expect.poll(async () => (await mock.keys.get(key.id)).lastUsedAt).not.toBeNull();
  });

  it('makes image links of the snapshot valid again, and those of the reset world invalid', async () => {
    const mock = await startMock();
    const linkOf = async () => (await callApi(mock, '/v1/cards?graded=graded')).body.cards[0].images.front;
    const first: string = await linkOf();
    const snapshot = await mock.snapshot();
    await mock.reset();
    const second: string = await linkOf();
    expect((await fetch(first)).status).toBe(403);
    await mock.restore(snapshot);
    expect((await fetch(first)).status).toBe(200);
    expect((await fetch(second)).status).toBe(403);
  });
});
