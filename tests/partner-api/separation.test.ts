import { describe, expect, it } from 'vitest';
import type { CardListItem, Grading } from '../../src/contract/names.js';
import { callApi, headerNames, startMock } from '../support/start-mock.js';
import { walk } from '../support/walk.js';

describe('the data of users', () => {
  it('is visible with every key of their account, and with no key of another', async () => {
    const mock = await startMock();
    const [own, also, other] = await Promise.all([
      mock.keys.create({ account: 1, name: 'own' }),
      mock.keys.create({ account: 1, name: 'also' }),
      mock.keys.create({ account: 2, name: 'other' }),
    ]);
    const ids = async (token: string) => {
      const gradings = (await walk<Grading>(mock, 'gradings', { limit: 100, token })).flat();
      const cards = (await walk<CardListItem>(mock, 'cards', { limit: 100, token })).flat();
      return [...gradings.map(({ id }) => id), ...cards.map((card) => String(card.user_card_id))];
    };
    const [mine, same, theirs] = [await ids(own.token), await ids(also.token), await ids(other.token)];
    expect(mine).toEqual(same);
    expect(mine).toHaveLength(48 + 60);
    expect(theirs).toHaveLength(13 + 21);
    expect(theirs.filter((id) => mine.includes(id))).toEqual([]);
  });

  it('gets the same response as missing data, for every operation with an id', async () => {
    const mock = await startMock();
    const other = await mock.keys.create({ account: 2, name: 'other' });
    const target = await callApi(mock, '/v1/webhook-targets', {
      method: 'POST',
      json: { outcome: 'success', url: 'https://partner.example/' },
    });
    const { body: gradings } = await callApi(mock, '/v1/gradings?limit=1');
    const { body: cards } = await callApi(mock, '/v1/cards?limit=1');
    const probes: [string, string, string][] = [
      ['GET', `/v1/gradings/${gradings.gradings[0].id}`, '/v1/gradings/c3a1f2de-8b54-4f0e-9d2a-6a1b7c5e4f10'],
      ['GET', `/v1/cards/${cards.cards[0].user_card_id}`, '/v1/cards/999999'],
      ['DELETE', `/v1/webhook-targets/${target.body.id}`, '/v1/webhook-targets/999999'],
    ];
    for (const [method, theirs, nobodys] of probes) {
      const first = await callApi(mock, theirs, { method, token: other.token });
      const second = await callApi(mock, nobodys, { method, token: other.token });
      expect([first.status, first.body]).toEqual([404, { error: 'not_found' }]);
      expect([second.status, second.body]).toEqual([first.status, first.body]);
      expect(headerNames(first.headers)).toEqual(headerNames(second.headers));
    }
    expect((await callApi(mock, '/v1/webhook-targets', { token: other.token })).body).toEqual({
      webhook_targets: [],
    });
    expect((await callApi(mock, '/v1/webhook-targets')).body.webhook_targets).toHaveLength(1);
  });

  it('never contains a token or a token hash', async () => {
    const mock = await startMock();
    for (const path of ['/v1/account', '/v1/gradings', '/v1/cards', '/v1/webhook-targets']) {
      const text = JSON.stringify((await callApi(mock, path)).body);
      expect(text).not.toMatch(/shbx_|token|hash/);
    }
  });
});
