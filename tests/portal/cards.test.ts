import { describe, expect, it } from 'vitest';
import { signedIn } from '../support/portal-visitor.js';
import { callApi, startMock } from '../support/start-mock.js';

describe('the cards pages', () => {
  it('shows the first page of the gallery in the order of the API', async () => {
    const mock = await startMock();
    const { html } = await (await signedIn(mock)).get('/dashboard/cards');
    const shown = [...html.matchAll(/href="\/dashboard\/cards\/(\d+)"/g)].map(([, id]) => Number(id));
    const { body } = await callApi(mock, '/v1/cards?limit=24');
    expect(shown).toEqual(body.cards.map((card: { user_card_id: number }) => card.user_card_id));
    expect(html).toContain('60 cards');
    expect(html).toContain('Page 1 of 3');
  });

  it.each([
    'q=northgate',
    'graded=raw',
    'graded=graded&sort=grade&dir=asc',
    'category_id=4&sort=player&dir=asc',
    'sort=year',
  ])('filters and sorts by %s as the API does', async (query) => {
    const mock = await startMock();
    const { html } = await (await signedIn(mock)).get(`/dashboard/cards?${query}`);
    const shown = [...html.matchAll(/href="\/dashboard\/cards\/(\d+)"/g)].map(([, id]) => Number(id));
    const { body } = await callApi(mock, `/v1/cards?limit=24&${query}`);
    expect(shown).toEqual(body.cards.map((card: { user_card_id: number }) => card.user_card_id));
    expect(shown.length).toBeGreaterThan(0);
  });

  it('leads through all cards, each once', async () => {
    const visitor = await signedIn(await startMock());
    const pages = await Promise.all([1, 2, 3].map((page) => visitor.get(`/dashboard/cards?page=${page}`)));
    const shown = pages.flatMap(({ html }) => [...html.matchAll(/href="\/dashboard\/cards\/(\d+)"/g)]);
    expect(new Set(shown.map(([, id]) => id)).size).toBe(60);
  });

  it('shows one card with the pictures, the gradings and the JSON that the API gives', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const { body } = await callApi(mock, '/v1/cards?limit=1&graded=graded');
    const id: number = body.cards[0].user_card_id;
    const { html } = await visitor.get(`/dashboard/cards/${id}`);
    const detail = await callApi(mock, `/v1/cards/${id}`);
    const shown = html.slice(html.indexOf('<pre class="json"'), html.indexOf('</pre>'));
    const json = JSON.parse(
      shown
        .replace(/<[^>]+>/g, '')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&'),
    );
    expect({ ...json, images: Object.keys(json.images) }).toEqual({
      ...detail.body,
      images: Object.keys(detail.body.images),
    });
    const { status, headers } = await visitor.get(`/dashboard/pictures/cards/${id}/front.png`);
    expect([status, headers.get('content-type')]).toEqual([200, 'image/png']);
  });

  it("shows neither another user's card nor its pictures", async () => {
    const mock = await startMock();
    const { body } = await callApi(mock, '/v1/cards?limit=1');
    const id: number = body.cards[0].user_card_id;
    const visitor = await signedIn(mock, 2);
    expect((await visitor.get(`/dashboard/cards/${id}`)).status).toBe(404);
    expect((await visitor.get(`/dashboard/pictures/cards/${id}/front.png`)).status).toBe(404);
  });

  it('says why an account without a user has no cards', async () => {
    const { status, html } = await (await signedIn(await startMock(), 4)).get('/dashboard/cards');
    expect(status).toBe(200);
    expect(html).toContain('This account has no CHCK user');
  });
});

describe('the search of the gallery', () => {
  it.each([
    ['norgaard', 1],
    ['ZOË nørgaard', 1],
    ['norgaard nobody', 0],
  ])('finds %s by words without accents', async (q, count) => {
    const visitor = await signedIn(await startMock());
    const { html } = await visitor.get(`/dashboard/cards?q=${encodeURIComponent(q)}`);
    expect(html.match(/class="caption"/g)?.length ?? 0).toBe(count);
  });

  it('finds a card by what the gallery prints and by its ids', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const { body } = await callApi(mock, '/v1/cards?limit=1');
    const [card] = body.cards;
    const words = [`${card.year} ${card.brand} #${card.card_number}`, card.user_card_id, card.card_id];
    for (const q of words) {
      const { html } = await visitor.get(`/dashboard/cards?q=${encodeURIComponent(q)}`);
      expect([q, html.includes(`href="/dashboard/cards/${card.user_card_id}"`)]).toEqual([q, true]);
    }
    expect((await visitor.get('/dashboard/cards?q=%2399999')).html).toContain('No card matches');
  });

  it('counts honestly where it has not read all, and says that the API searches otherwise', async () => {
    const visitor = await signedIn(await startMock());
    const { html } = await visitor.get('/dashboard/cards?q=0');
    expect(html).toContain('24+ cards.');
    expect(html).toContain('whose q is a single text');
  });
});

describe('a page of the gallery', () => {
  it('that does not exist links to the last one', async () => {
    const visitor = await signedIn(await startMock());
    for (const [path, last] of [
      ['/dashboard/cards?page=99', '/dashboard/cards?page=3'],
      ['/dashboard/cards?q=0&page=99', '/dashboard/cards?q=0&amp;page=2'],
      ['/dashboard/gradings?page=99', '/dashboard/gradings?page=2'],
    ] as const) {
      const { html } = await visitor.get(path);
      expect(html).toContain('There is no page 99');
      expect(html).toContain(`href="${last}">page`);
    }
  });

  it('sorted by grade says where raw cards are, as in the API', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const { body } = await callApi(mock, '/v1/cards?sort=grade&limit=1');
    expect(body.cards[0].grade).toBe(null);
    const { html } = await visitor.get('/dashboard/cards?sort=grade');
    expect(html).toContain('Raw cards come first, as in the API.');
    expect(/\/dashboard\/cards\/(\d+)"/.exec(html)?.[1]).toBe(String(body.cards[0].user_card_id));
  });
});
