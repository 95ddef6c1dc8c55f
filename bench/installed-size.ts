import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, root } from './servers.js';
import { missing, type Row, row } from './table.js';

/** The size of the packed project, installed with the suite, and the number of its packages. */
export function sizeRows(): Row[] {
  const folder = newFolder();
  try {
    const run = (command: string, args: string[], cwd: string) =>
      execFileSync(command, args, {
        cwd,
        encoding: 'utf8',
        timeout: 120_000,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    // Packing alone: the build has run, and the declarations are measured as they are.
    run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], root);
    const [archive = ''] = readdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    run('npm', ['install', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline', archive], folder);
    const modules = join(folder, 'node_modules');
    const megabytes = Number(run('du', ['-sm', modules], folder).split('\t')[0]);
    const packages = run('npm', ['ls', '--all', '--parseable'], folder).trim().split('\n').length - 1;
    const largest = run('du', ['-m', '-d', '2', modules], folder)
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([, path = '']) => /node_modules\/(?:@[^/]+\/)?[^@/][^/]*$/.test(path))
      .sort(([a], [b]) => Number(b) - Number(a))
      .slice(0, 10)
      .map(([size, path = '']) => `${path.slice(modules.length + 1)} ${size}`);
    return [
      row(
        'installed size, with the suite',
        megabytes,
        { atMost: 75, unit: 'MB', digits: 0 },
        largest.join(', '),
      ),
      row('installed packages', packages, { atMost: 130, unit: '', digits: 0 }),
    ];
  } catch (error) {
    return [missing('installed size', error)];
  }
}
