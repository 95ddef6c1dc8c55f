import { describe, expect, it } from 'vitest';
import { callControl } from '../support/call-control.js';
import { runChck } from '../support/run-chck.js';
import { callApi, startMock } from '../support/start-mock.js';

describe('judging a client by /_mock', () => {
  it('returns the verdict of readiness on each point', async () => {
    const mock = await startMock();
    await callApi(mock, '/v1/gradings?limt=5');
    const { body } = await callControl(mock, 'GET', '/readiness?patience=0ms&url=http://mock.example');
    expect(body).toMatchObject({ passed: false, counts: { failed: 2 } });
    const failed = body.results.filter(({ verdict }: { verdict: string }) => verdict === 'failed');
    expect(failed.map(({ id }: { id: string }) => id)).toEqual([
      'sends-known-parameters',
      'pages-to-the-end',
    ]);
    expect(failed[0].evidence[1]).toContain("'http://mock.example/v1/gradings?limit=5'");
  });

  it('counts calls, and shows those that nearly match', async () => {
    const mock = await startMock();
    await callApi(mock, '/v1/cards?limit=1');
    await callApi(mock, '/v1/cards?limit=2', { headers: { 'x-request-id': 'near' } });
    const match = { operation: 'listCards', query: { limit: '1' } };
    const { body } = await callControl(mock, 'POST', '/requests/count', match);
    expect(body).toEqual({
      count: 1,
      nearMisses: [
        {
          id: 'near',
          method: 'GET',
          url: '/v1/cards?limit=2',
          status: 200,
          differences: ['query limit is 2, not 1'],
        },
      ],
    });
  });

  it('serves its own document', async () => {
    const mock = await startMock();
    const { body } = await callControl(mock, 'GET', '/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toContain('/_mock/requests/count');
    const printed = await runChck('openapi', '--control', '--format', 'json');
    expect(printed.json()).toEqual(body);
    const yaml = await runChck('openapi', '--control');
    expect(yaml.out).toContain('operationId: judgeReadiness');
  });
});
