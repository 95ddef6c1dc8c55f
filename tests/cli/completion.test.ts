import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commandEntries } from '../../src/cli/commands.js';
import { runChck } from '../support/run-chck.js';

/** What a real bash offers after each line. */
async function offered(...lines: string[]): Promise<string[][]> {
  const { out } = await runChck('completion', 'bash');
  const asks = lines.map((line) => {
    const words = line.split(' ');
    const quoted = words.map((word) => `'${word}'`).join(' ');
    return `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _chck; echo "\${COMPREPLY[*]}"`;
  });
  const script = `set -u\n${out}\n${asks.join('\n')}`;
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', script]);
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => (line === '' ? [] : line.split(' ')));
}

describe('chck completion', () => {
  it('makes bash complete commands, subcommands, flags and values', async () => {
    expect(
      await offered(
        'chck re',
        'chck keys ',
        'chck keys create --ac',
        'chck trigger ',
        'chck trigger success --cap',
      ),
    ).toEqual([
      ['readiness', 'reset'],
      expect.arrayContaining(['create', 'list', 'revoke']),
      ['--account'],
      expect.arrayContaining(['success', 'failure', '--grade']),
      ['--capture'],
    ]);
    expect(
      await offered('chck trigger success --capture ', 'chck --log-level ', 'chck --eph', 'chck trigger zzz'),
    ).toEqual([['full', 'two-image'], ['silent', 'error', 'warn', 'info', 'debug'], ['--ephemeral'], []]);
  });

  it('knows every command', async () => {
    const [words = []] = await offered('chck ');
    expect(words.filter((word) => !word.startsWith('-'))).toEqual(commandEntries.map(({ name }) => name));
  });

  it('has every command in the scripts for zsh and fish', async () => {
    for (const shell of ['zsh', 'fish']) {
      const { status, out } = await runChck('completion', shell);
      expect(status).toBe(0);
      for (const { name } of commandEntries) expect(out).toContain(`'${name}'`);
    }
  });

  it('refuses another shell', async () => {
    const { status, err } = await runChck('completion', 'cmd');
    expect([status, err]).toEqual([2, expect.stringContaining('bash, zsh, fish')]);
  });
});
