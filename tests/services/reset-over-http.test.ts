import { execFileSync } from 'node:child_process';
import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callControl } from '../support/call-control.js';
import { startMock } from '../support/start-mock.js';

const folder = mkdtempSync(join(tmpdir(), 'chck-worlds-'));
const own = join(folder, 'own.yaml');
writeFileSync(own, 'accounts: [{ email: own@partner.example, name: Own }]\n');

describe('a reset over HTTP', () => {
  it('reads no file other than the one that the mock was started with', async () => {
    const secret = join(folder, 'secret.yaml');
    writeFileSync(secret, 'password: hunter2\n');
    const mock = await startMock({ world: own });
    for (const world of ['/etc/passwd', secret, '../../etc/passwd', join(folder, 'none.json')]) {
      const { status, body } = await callControl(mock, 'POST', '/reset', { world });
      expect([status, body.error.code, body.error.field]).toEqual([400, 'invalid_argument', 'world']);
      expect(body.error.message).toMatch(/^world must be one of default, .*, or the file that the mock was/);
      expect(body.error.message).not.toContain('hunter2');
    }
    expect((await callControl(mock, 'POST', '/reset', { world: 'empty' })).status).toBe(200);
    expect((await callControl(mock, 'POST', '/reset', { world: own })).body.world).toBe(own);
    expect(await mock.accounts.list()).toMatchObject([{ email: 'own@partner.example' }]);
  });
});

describe('a reset in the process', () => {
  it('refuses a pipe at once, which nobody writes to', async () => {
    const pipe = join(folder, 'pipe.yaml');
    execFileSync('mkfifo', [pipe]);
    const mock = await startMock();
    await expect(mock.reset({ world: pipe })).rejects.toThrow(
      `The world file ${pipe} is not a regular file.`,
    );
    expect(mock.world.current.source).toBe('default');
  });

  it('refuses a large file without reading it', async () => {
    const large = join(folder, 'large.json');
    writeFileSync(large, '');
    truncateSync(large, 64 * 2 ** 20 + 1);
    const mock = await startMock();
    await expect(mock.reset({ world: large })).rejects.toThrow(
      /has 67108865 bytes; at most 67108864 are read/,
    );
  });

  it('quotes nothing of a file that is no YAML', async () => {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, 'password: "hunter2\n');
    const mock = await startMock();
    const refusal = mock.reset({ world: broken });
    await expect(refusal).rejects.toThrow(/is neither YAML nor JSON: see line \d+, column \d+\.$/);
    await expect(refusal).rejects.not.toThrow(/hunter2/);
  });

  it('leaves the mock as it was when the world cannot be created', async () => {
    const mock = await startMock();
    const { key } = await mock.keys.create({ name: 'kept' });
    await expect(mock.reset({ world: 'nowhere' })).rejects.toMatchObject({ code: 'world_not_found' });
    expect((await mock.keys.get(key.id)).name).toBe('kept');
    expect(mock.world.current).toMatchObject({ source: 'default', seed: 1 });
  });
});
