import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/package-root.js';
import { blocks } from '../support/doc-commands.js';
import { startChck } from '../support/run-chck.js';

const read = (file: string) => readFileSync(join(packageRoot, file), 'utf8');

it('docs/docker.md names only variables that exist', () => {
  const known = `${read('docs/configuration.md')} CHCK_BASE_URL CHCK_TOKEN`;
  const named = new Set(read('docs/docker.md').match(/CHCK_[A-Z_]+/g));
  expect(named.size).toBeGreaterThan(6);
  for (const variable of named) expect(known).toContain(variable);
});

it('docs/docker.md has a compose file whose backend can call the mock as soon as it is ready', async () => {
  const { chck, backend } = parse(blocks('docs/docker.md', 'yaml')[0] ?? '').services;
  const image = read('Dockerfile')
    .match(/CHCK_\w+=\S+/g)
    ?.map((setting) => setting.split('='));
  const env = { ...Object.fromEntries(image ?? []), ...chck.environment, CHCK_PORT: '0' };
  const served = startChck(['serve', '--json'], { env });
  await served.until(/\{.*\}/);
  const { port } = JSON.parse(served.out);
  const url = `http://127.0.0.1:${port}`;
  for (const path of ['/_mock/health', '/_mock/ready']) expect((await fetch(url + path)).status).toBe(200);
  const headers = { authorization: `Bearer ${backend.environment.CHCK_TOKEN}` };
  const account = await fetch(`${url}/v1/account`, { headers });
  expect(await account.json()).toMatchObject({ email: 'dev@partner.example' });
});
