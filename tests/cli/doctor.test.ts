import { describe, expect, it } from 'vitest';
import { newSchema, sharedPostgres, usesPostgres } from '../support/engines.js';
import { hasPostgres, postgresNote } from '../support/postgres.js';
import { startReceiver } from '../support/receiver.js';
import { startChck } from '../support/run-chck.js';
import { startMock } from '../support/start-mock.js';

usesPostgres();

async function verdicts(url: string, env: NodeJS.ProcessEnv = {}) {
  const ran = await startChck(['doctor', '--json', '--url', url], { env }).ended;
  const { results }: { results: { id: string; verdict: string; detail: string }[] } = ran.json();
  return {
    status: ran.status,
    seen: Object.fromEntries(results.map(({ id, verdict }) => [id, verdict])),
    results,
  };
}

describe('chck doctor', () => {
  it('finds nothing wrong with a mock whose targets listen', async () => {
    const mock = await startMock();
    await mock.targets.create({ url: (await startReceiver(204)).url });
    const { status, seen } = await verdicts(mock.url);
    const all = {
      node: 'passed',
      config: 'passed',
      variables: 'passed',
      openapi: 'passed',
      data: 'passed',
      database: 'passed',
    };
    expect([status, seen]).toEqual([0, { ...all, mock: 'passed', targets: 'passed' }]);
  });

  it('names a target where nothing listens', async () => {
    const mock = await startMock();
    await mock.targets.create({ url: 'http://127.0.0.1:9/hook' });
    const { status, results } = await verdicts(mock.url);
    expect(status).toBe(1);
    expect(results.find(({ id }) => id === 'targets')?.detail).toBe(
      'Nothing listens at http://127.0.0.1:9/hook.',
    );
  });

  it('prints its summary once', async () => {
    const mock = await startMock();
    await mock.targets.create({ url: 'http://127.0.0.1:9/hook' });
    const { status, out, err } = await startChck(['doctor', '--url', mock.url]).ended;
    expect(status).toBe(1);
    expect((out + err).match(/7 passed, 1 failed/g)).toHaveLength(1);
  });

  it('says which document is in force, and refuses one that it cannot read', async () => {
    const detailOf = async (env: NodeJS.ProcessEnv) =>
      (await verdicts('http://127.0.0.1:9', env)).results.find(({ id }) => id === 'openapi');
    expect((await detailOf({}))?.detail).toBe("The kit's own document is in force.");
    const own = await detailOf({ CHCK_OPENAPI: 'openapi/control-api.v1.json' });
    expect(own?.detail).toBe('The document in force is openapi/control-api.v1.json.');
    expect(await detailOf({ CHCK_OPENAPI: 'missing.yaml' })).toMatchObject({ verdict: 'failed' });
  });

  it('distinguishes a port that another program has from a mock that is not there', async () => {
    const other = await startReceiver(404);
    expect((await verdicts(new URL(other.url).origin)).seen.mock).toBe('failed');
    expect((await verdicts('http://127.0.0.1:9')).seen.mock).toBe('not-checked');
  });

  it('suspects a misspelt variable', async () => {
    const { results } = await verdicts('http://127.0.0.1:9', { CHCK_WEBHOK_SECRET: 'x' });
    expect(results.find(({ id }) => id === 'variables')?.detail).toBe(
      'Unknown: CHCK_WEBHOK_SECRET (did you mean CHCK_WEBHOOK_SECRET?).',
    );
  });

  it.skipIf(!hasPostgres)(
    `reads the state of a database, and names what is wrong${postgresNote}`,
    async () => {
      const { url } = await sharedPostgres();
      const schema = newSchema();
      const mock = await startMock({ database: url, databaseSchema: schema });
      const detail = async (database: string) => {
        const env = { CHCK_DATABASE: database, CHCK_DATABASE_SCHEMA: schema };
        return (await verdicts(mock.url, env)).results.find(({ id }) => id === 'database');
      };
      expect(await detail(url)).toMatchObject({
        verdict: 'passed',
        detail: expect.stringMatching(
          /^postgres:\/\/postgres@.* is on PostgreSQL 1\d.*, with 1 running instances\.$/,
        ),
      });
      const wrong = await detail(url.replace('only-for-tests', 'guessed'));
      expect(wrong).toMatchObject({ verdict: 'failed', detail: expect.stringContaining('refuses the user') });
      expect(JSON.stringify(wrong)).not.toContain('guessed');
    },
  );
});
