import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.js';
import { startMock } from '../support/start-mock.js';

const run = promisify(execFile);

describe('the examples for other languages', () => {
  it('read, register and are refused with plain curl', async () => {
    const mock = await startMock();
    const env = { ...process.env, CHCK_BASE_URL: mock.url, CHCK_TOKEN: mock.token };
    const { stdout } = await run('bash', [join(packageRoot, 'examples/curl/flow.sh')], { env });
    expect(stdout).toContain('read 3 pages');
    expect(stdout).toContain('registered and removed target 1');
    expect(stdout).toContain('"error":"validation_error"');
  });

  it("take a webhook and read its grading with Python's standard library", async () => {
    const mock = await startMock();
    const env = { ...process.env, CHCK_BASE_URL: mock.url, CHCK_TOKEN: mock.token };
    const { stdout } = await run('python3', [join(packageRoot, 'examples/python/flow.py')], { env });
    expect(stdout).toBe('gradings: 48\ngraded: 9\n');
  });
});
