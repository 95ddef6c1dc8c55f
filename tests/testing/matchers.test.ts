import request from 'supertest';
import { describe, expect, it } from 'vitest';
import '../../src/testing/vitest.js';
import { toSatisfyContract } from '../../src/testing/index.js';
import { startMock } from '../support/start-mock.js';

describe('toSatisfyContract', () => {
  it('passes responses of the mock, from fetch and from supertest, and leaves the body readable', async () => {
    const mock = await startMock({ rateLimit: 600 });
    const headers = { authorization: `Bearer ${mock.token}` };
    const response = await fetch(`${mock.url}/v1/gradings?limit=2`, { headers });
    await expect(response).toSatisfyContract('listGradings', { strict: true });
    expect(await response.json()).toMatchObject({ gradings: [{}, {}] });
    const refused = await request(mock.url).get('/v1/account');
    expect(refused).toSatisfyContract('getAccount');
    const deleted = await request(mock.url).delete('/v1/webhook-targets/999').set(headers);
    expect(deleted).toSatisfyContract('deleteWebhookTarget', { strict: true });
  });

  it('says what is wrong with a wrong response, and where the fact comes from', async () => {
    const broken = {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: { gradings: [], next_cursor: 7 },
    };
    expect(() => expect(broken).toSatisfyContract('listGradings')).toThrow(
      /The response with status 200 breaks the contract of listGradings:\n {2}body.next_cursor must be .* got 7 \[documented: Gradings\]/,
    );
    expect(broken).not.toSatisfyContract('listGradings');
    const fetched = new Response('nothing', { status: 418 });
    await expect(expect(fetched).toSatisfyContract('getHealth')).rejects.toThrow(/the status must be one of/);
  });

  it('judges assumed facts only when strict', () => {
    const renamed = { status: 200, headers: { 'content-type': 'application/json' }, body: { id: 'x' } };
    expect(renamed).toSatisfyContract('getAccount');
    expect(renamed).not.toSatisfyContract('getAccount', { strict: true });
  });

  it('refuses a value that is not a response, a body that was read, and an unknown operation', async () => {
    expect(() => toSatisfyContract('text', 'getHealth')).toThrow(
      expect.objectContaining({ code: 'no_response' }),
    );
    const read = new Response('{}');
    await read.text();
    await expect(async () => toSatisfyContract(read, 'getHealth')).rejects.toMatchObject({
      code: 'no_response',
    });
    // @ts-expect-error: the name is not one of the operations
    expect(() => toSatisfyContract(read, 'getNothing')).toThrow(/needs an operationId/);
  });
});
