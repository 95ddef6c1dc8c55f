import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { runChck } from '../support/run-chck.js';
import { callApi, startMock } from '../support/start-mock.js';

describe('chck explain', () => {
  it('names the rule, the value and a request that works, of a refusal', async () => {
    const mock = await startMock();
    const { headers } = await callApi(mock, '/v1/gradings?limit=500');
    const ran = await runChck('explain', String(headers.get('x-request-id')), '--url', mock.url, '--json');
    expect(ran.status).toBe(0);
    const { values, explanation } = ran.json();
    expect(values).toEqual({ limit: '500' });
    expect(explanation).toMatchObject({ rule: 'validation_error', section: '§3', fields: ['limit'] });
    expect(explanation.curl).not.toContain('shbx_');
    const env = { ...process.env, CHCK_TOKEN: mock.token };
    const { stdout } = await promisify(exec)(`${explanation.curl} -s`, { env });
    expect(JSON.parse(stdout).gradings.length).toBeGreaterThan(0);
  });

  it('says so when a call was not refused, and when it knows none', async () => {
    const mock = await startMock();
    await callApi(mock, '/v1/account', { headers: { 'x-request-id': 'good' } });
    const { out } = await runChck('explain', 'good', '--url', mock.url);
    expect(out).toContain('The call was not refused.');
    const none = await runChck('explain', 'none', '--url', mock.url);
    expect([none.status, none.err]).toEqual([2, expect.stringContaining('There is no call')]);
  });
});
