import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/package-root.js';

const read = (name: string) => readFileSync(join(packageRoot, name), 'utf8');

/** Runs the action's one step as a runner does, `npx` being one that only writes down what it was asked. */
async function runAction(inputs: Record<string, string>, status: number) {
  const folder = mkdtempSync(join(tmpdir(), 'chck-action-'));
  const npx = join(folder, 'npx');
  writeFileSync(
    npx,
    `#!/usr/bin/env bash\nprintf '%s\\n' "$@" > "${folder}/asked"\nmkdir -p reports && echo "# Report" > reports/contract.md\nexit ${status}\n`,
  );
  chmodSync(npx, 0o755);
  const action = parse(read('action.yml'));
  const [step] = action.runs.steps;
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries<string>(step.env)) {
    const input = /inputs\.([\w-]+)/.exec(value)?.[1] ?? '';
    expect(action.inputs).toHaveProperty(input);
    env[name] = inputs[input] ?? action.inputs[input].default;
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
  return {
    code,
    asked: readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n'),
    output: readFileSync(output, 'utf8'),
    summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
  };
}

describe('the GitHub action', () => {
  it('judges the target with the token, the driver and the flags that it is given', async () => {
    const { code, asked, output, summary } = await runAction(
      { target: 'https://staging.example', driver: './driver.mjs', args: '--strict --skip LIM', token: 'x' },
      0,
    );
    expect(asked.slice(0, 4)).toEqual(['--yes', '@chck/partner-kit', 'contract', '--reporter']);
    expect(asked.slice(5)).toEqual([
      ...['--base-url', 'https://staging.example', '--driver', './driver.mjs'],
      ...['--strict', '--skip', 'LIM'],
    ]);
    expect([code, output, summary]).toEqual([0, 'result=passed\n', '# Report\n']);
  });

  it('judges the mock without a target, and tells a failure from a run that could not be made', async () => {
    const failed = await runAction({}, 1);
    expect([failed.code, failed.output, failed.asked.at(-1)]).toEqual([1, 'result=failed\n', '--mock']);
    expect(await runAction({}, 2)).toMatchObject({ code: 2, output: 'result=error\n' });
  });
});

describe('the image', () => {
  it('runs as no root, and asks the mock itself whether it is ready', () => {
    const dockerfile = read('Dockerfile');
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile.indexOf('USER node')).toBeLessThan(dockerfile.indexOf('ENTRYPOINT'));
    expect(dockerfile).toMatch(/HEALTHCHECK[\s\S]*\/_mock\/ready/);
    for (const [, folder = ''] of dockerfile.matchAll(/COPY --from=build \/kit\/(\w+) /g)) {
      expect(['node_modules', 'dist', 'openapi', 'fixtures']).toContain(folder);
    }
  });

  it('is composed with flags that chck knows', () => {
    const { environment } = parse(read('compose.yaml')).services.chck;
    const reference = read('docs/configuration.md');
    for (const variable of Object.keys(environment)) expect(reference).toContain(`\`${variable}\``);
  });
});
