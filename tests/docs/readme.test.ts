import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.js';
import { blocks, runBlocks } from '../support/doc-commands.js';
import { startMock } from '../support/start-mock.js';

describe('README.md', () => {
  it('shows commands that work as they stand, from the first key to its end', async () => {
    const mock = await startMock();
    const { output, folder } = await runBlocks('README.md', mock.url);
    const [
      health = '',
      account = '',
      targets = '',
      gradings = '',
      ,
      cards = '',
      keys = '',
      rules = '',
      faults = '',
    ] = output;
    expect(health).toBe('{"status":"ok"}');
    expect(JSON.parse(account)).toEqual(
      expect.objectContaining({ email: 'dev@partner.example', role: 'partner' }),
    );
    expect(targets.match(/"userId":1,"outcome":"(success|failure)"/g)).toHaveLength(2);
    expect(targets.match(/"created_at"/g)).toHaveLength(2);
    expect(gradings.trim()).toBe('48');
    expect(readFileSync(join(folder, 'gradings.txt'), 'utf8').trim().split('\n')).toHaveLength(48);
    for (const name of ['damage_report_front', 'damage_report_back', 'slab_front', 'slab_back']) {
      expect(PNG.sync.read(readFileSync(join(folder, `${name}.png`))).width).toBeGreaterThan(100);
    }
    expect(cards).toContain('"user_card"');
    expect(keys).toMatch(/Revoked key \d+ "My backend" .*\{"error":"invalid_credentials"\}\{"id":1,/s);
    expect(rules).toMatch(/171 rules/);
    expect(faults).toContain('"statusCode":503');
    expect(output).toHaveLength(9);
  });

  it('starts with two commands that the package has', () => {
    expect(blocks('README.md', 'console')).toEqual(['npm ci\nnpm start\n']);
    const { scripts } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
    expect(scripts.start).toContain('dist/src/cli/main.js serve');
  });

  it.each([
    'README.md',
    'docs/architecture.md',
    'docs/decisions.md',
    'docs/errors.md',
    'docs/for-ci.md',
    'docs/for-qa.md',
    'docs/limits.md',
    'docs/performance.md',
    'CHANGELOG.md',
  ])('%s and its links lead somewhere', (page) => {
    const text = readFileSync(join(packageRoot, page), 'utf8');
    const targets = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !/^https?:/.test(target));
    expect(targets.filter((target) => !existsSync(join(packageRoot, dirname(page), target)))).toEqual([]);
  });
});
