import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { describeCommands } from '../../src/cli/config/command-options.js';
import { createProgram } from '../../src/cli/program.js';
import { packageRoot } from '../../src/package-root.js';
import { readBaseline } from '../../src/suite/baseline.js';
import { emptyFolder } from '../support/chck.js';
import { blocks } from '../support/doc-commands.js';
import { testTerminal } from '../support/run-chck.js';

const page = readFileSync(join(packageRoot, 'docs', 'for-ci.md'), 'utf8');
const yaml = blocks('docs/for-ci.md', 'yaml').map((text) => parse(text));
const commands = describeCommands(await createProgram(testTerminal()));
const contract = commands.find(({ path }) => path === 'contract')?.options ?? [];

describe("the guide for CHCK's CI", () => {
  it('has pipelines whose every flag of `chck contract` exists', () => {
    const lines = [...page.matchAll(/(?:chck contract |args: )([^\n`']*--[^\n`']*)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(lines).toHaveLength(5);
    const cells = [...page.matchAll(/`(--[^`]+)`/g)].map((match) => match[1] ?? '');
    for (const [flag] of [...lines, ...cells].join(' ').matchAll(/--[\w-]+/g)) {
      expect([flag, contract.some(({ flags }) => flags.split(/[ ,]+/).includes(flag))]).toEqual([flag, true]);
    }
  });

  it('names variables that `chck contract` reads', () => {
    const named = new Set([...page.matchAll(/\bCHCK_\w+/g)].map(([name]) => name));
    expect(named.size).toBe(7);
    expect([...named].filter((name) => !contract.some(({ variable }) => variable === name))).toEqual([]);
  });

  it('gives the action only inputs that it has', () => {
    const [withAction] = yaml;
    const step = withAction.jobs.contract.steps.find(
      ({ uses }: { uses?: string }) => uses === './partner-kit',
    );
    const { inputs } = parse(readFileSync(join(packageRoot, 'action.yml'), 'utf8'));
    expect(Object.keys(step.with)).toEqual(['target', 'token', 'driver', 'args']);
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
  });

  it('has YAML that parses, with the JUnit report where GitLab and Jenkins look for it', () => {
    expect(yaml).toHaveLength(5);
    const gitlab = yaml[2].contract;
    expect(gitlab.artifacts.reports.junit).toBe('reports/contract.xml');
    expect(gitlab.script[1]).toContain('junit=reports/contract.xml');
    const [jenkins = ''] = blocks('docs/for-ci.md', 'groovy');
    expect(jenkins).toContain("junit 'reports/contract.xml'");
    expect(jenkins).toContain('junit=reports/contract.xml');
    expect(jenkins.split('{').length).toBe(jenkins.split('}').length);
  });

  it('has a baseline that the suite takes', async () => {
    const file = join(emptyFolder(), 'baseline.yaml');
    writeFileSync(file, blocks('docs/for-ci.md', 'yaml')[3] ?? '');
    expect(await readBaseline(file)).toEqual([
      expect.objectContaining({ rule: 'GRD-008', owner: 'pipeline team' }),
    ]);
  });
});
