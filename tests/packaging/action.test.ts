import { execFile } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/package-root.js';
import { emptyFolder } from '../support/chck.js';

const read = (name: string) => readFileSync(join(packageRoot, name), 'utf8');

/** Runs the step of the action as a runner does, with `npm` and `node` that only record their arguments. */
async function runAction(inputs: Record<string, string>, status: number) {
  const folder = emptyFolder();
  const program = (name: string, text: string) => {
    writeFileSync(join(folder, name), `#!/usr/bin/env bash\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  program('npm', `echo "$PWD $*" >> "${folder}/npm.log"`);
  program(
    'node',
    `printf '%s\\n' "$@" > "${folder}/arguments"\nmkdir -p reports && echo "# Report" > reports/contract.md\nexit ${status}`,
  );
  const action = parse(read('action.yml'));
  const [step] = action.runs.steps;
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries<string>(step.env)) {
    const input = /inputs\.([\w-]+)/.exec(value)?.[1];
    env[name] = input === undefined ? folder : (inputs[input] ?? action.inputs[input].default);
  }
  const [output, summary] = [join(folder, 'output'), join(folder, 'summary')];
  const code = await new Promise<number>((resolve) => {
    execFile(
      'bash',
      ['-e', '-o', 'pipefail', '-c', step.run],
      {
        cwd: folder,
        env: {
          ...env,
          PATH: `${folder}:${process.env.PATH}`,
          GITHUB_OUTPUT: output,
          GITHUB_STEP_SUMMARY: summary,
        },
      },
      (error) => resolve(typeof error?.code === 'number' ? error.code : 0),
    );
  });
  const [script, ...given] = readFileSync(join(folder, 'arguments'), 'utf8').trim().split('\n');
  return {
    code,
    script: script?.replace(folder, 'KIT'),
    given,
    npm: readFileSync(join(folder, 'npm.log'), 'utf8').replaceAll(folder, 'KIT').trim().split('\n'),
    output: readFileSync(output, 'utf8'),
    summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
  };
}

describe('the GitHub action', () => {
  it('checks the target with the given token, driver and flags', async () => {
    const { code, given, output, summary } = await runAction(
      { target: 'https://staging.example', driver: './driver.mjs', args: '--strict --skip LIM', token: 'x' },
      0,
    );
    expect(given.slice(0, 2)).toEqual(['contract', '--reporter']);
    expect(given.slice(3)).toEqual([
      ...['--base-url', 'https://staging.example', '--driver', './driver.mjs'],
      ...['--strict', '--skip', 'LIM'],
    ]);
    expect([code, output, summary]).toEqual([0, 'result=passed\n', '# Report\n']);
  });

  it('checks the mock without a target, and distinguishes a failure from a run that could not be made', async () => {
    const failed = await runAction({}, 1);
    expect([failed.code, failed.output, failed.given.at(-1)]).toEqual([1, 'result=failed\n', '--mock']);
    expect(await runAction({}, 2)).toMatchObject({ code: 2, output: 'result=error\n' });
  });
});

describe('the CI recipes', () => {
  it('run the checkout of the action, and no package by its name', async () => {
    const { npm, script } = await runAction({}, 0);
    expect(npm).toEqual(['KIT ci', 'KIT run build']);
    expect(script).toBe(`KIT/${JSON.parse(read('package.json')).bin.chck.replace('./', '')}`);
    const recipes = read('docs/for-ci.md').match(/npx .*/g) ?? [];
    expect(recipes.length).toBeGreaterThan(3);
    expect(recipes.filter((line) => !line.startsWith('npx --no-install'))).toEqual([]);
  });
});

describe('the image', () => {
  it('runs as no root, and asks the mock itself whether it is ready', () => {
    const dockerfile = read('Dockerfile');
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile.indexOf('USER node')).toBeLessThan(dockerfile.indexOf('ENTRYPOINT'));
    expect(dockerfile).toMatch(/HEALTHCHECK[\s\S]*\/_mock\/ready/);
    const { files } = JSON.parse(read('package.json'));
    const copied = [...dockerfile.matchAll(/COPY --from=build \/kit\/(\S+) /g)].map(([, path]) => path);
    expect(copied).toEqual([
      'package.json',
      'node_modules',
      'dist',
      'openapi',
      'fixtures',
      'src/portal/assets',
    ]);
    expect(files).toEqual(expect.arrayContaining(copied.slice(2)));
  });

  it('is composed with flags that chck knows', () => {
    const { environment } = parse(read('compose.yaml')).services.chck;
    const reference = read('docs/configuration.md');
    for (const variable of Object.keys(environment)) expect(reference).toContain(`\`${variable}\``);
  });
});
