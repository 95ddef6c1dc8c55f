import type { IncomingRequest, OutgoingResponse } from '../src/http/deviation.js';
import { altered, fetchLink, isImage, linkOf, statedLifetime } from '../src/suite/client/images.js';
import { isObject, type JsonObject } from '../src/suite/client/json.js';
import {
  bearerOf,
  changeBody,
  changeItems,
  changeRefusal,
  changeResponse,
  refuseWith,
  wrap,
} from '../src/suite/deviations/hooks.js';
import { cardsList, gradingsList, type PagedList } from '../src/suite/lists/walk.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const gradingLinks = ['damage_report_front_url', 'damage_report_back_url', 'slab_front_url', 'slab_back_url'];

const marginSeconds = 5;

async function freshPage(t: RuleContext, list: PagedList) {
  const exchange = await t.call(list.operation, { query: { limit: 5 }, fresh: true });
  return { items: t.check.items(exchange, list.items), exchange };
}

/** The link to the front of the newest card that has one. */
async function frontLink(t: RuleContext): Promise<string> {
  const { items } = await freshPage(t, cardsList);
  for (const { images } of items)
    if (isObject(images) && typeof images.front === 'string')
      return linkOf(t, images.front, 'The front of a card');
  return t.notChecked('no card of the account has a front image');
}

async function lifetimeOf(t: RuleContext, url: string): Promise<number> {
  return statedLifetime(url) ?? t.notChecked('the links state no lifetime of theirs');
}

async function gradeWithLinks(t: RuleContext): Promise<JsonObject> {
  const { items } = await freshPage(t, gradingsList);
  for (const item of items.slice(0, 10)) {
    const response = await t.call('getGrading', { id: t.check.text(item, 'id'), fresh: true });
    const grade = t.check.object(response).user_card_grade;
    if (isObject(grade) && gradingLinks.some((name) => typeof grade[name] === 'string')) return grade;
  }
  return t.notChecked('needs a grading with links among the ten newest');
}

/** A link of the newest card in detail, and one of the newest grading, as far as they have any. */
async function detailLinks(t: RuleContext): Promise<unknown[]> {
  const [card] = (await freshPage(t, cardsList)).items;
  const [grading] = (await freshPage(t, gradingsList)).items;
  const responses = [
    ...(card === undefined ? [] : [await t.call('getCard', { id: String(card.user_card_id), fresh: true })]),
    ...(grading === undefined ? [] : [await t.call('getGrading', { id: String(grading.id), fresh: true })]),
  ];
  return responses.map(({ body }) => {
    const { images, user_card_grade: grade } = isObject(body) ? body : {};
    return isObject(images) ? images.front : isObject(grade) ? grade.slab_front_url : null;
  });
}

const isSignedLink = ({ query }: IncomingRequest): boolean => query.has('X-Amz-Signature');

/** Breaks the signature of every link in a text. */
const unsigned = (response: OutgoingResponse): OutgoingResponse => ({
  ...response,
  body: Buffer.from(response.body.toString('utf8').replace(/X-Amz-Signature=[0-9a-f]/g, 'X-Amz-Signature=x')),
});

/** Remembers images by path and returns them again where the store refuses with a code. */
function forgiving(code: string) {
  const kept = new Map<string, OutgoingResponse>();
  return changeResponse(isSignedLink, (response, request) => {
    if (response.status === 200) kept.set(request.path, response);
    const refused = response.body.toString('utf8').includes(code);
    return refused ? (kept.get(request.path) ?? { ...response, status: 200 }) : response;
  });
}

export default defineRules('presigned-urls', [
  {
    id: 'IMG-001',
    title: 'links the front and back of every listed card to images that can be fetched at once',
    provenance: 'documented',
    source: '§6, §7',
    sentence: 'S3-style presigned links; `images: { front: url|null, back: url|null }`.',
    severity: 'critical',
    check: async (t) => {
      const { items, exchange } = await freshPage(t, cardsList);
      t.first(items, 'card');
      let links = 0;
      for (const item of items.slice(0, 2)) {
        const images = t.check.objectAt(item, 'images', exchange);
        for (const side of ['front', 'back']) {
          if (images[side] === null) continue;
          await isImage(t, images[side], `The ${side} of a card`);
          links += 1;
        }
      }
      if (links === 0) t.notChecked('none of the newest cards has an image');
    },
    deviations: [
      {
        title: 'links in the list of cards are signed with an old key',
        start: () => changeResponse('listCards', unsigned),
      },
    ],
  },

  {
    id: 'IMG-002',
    title: 'links slab and damage report of a grading to images that can be fetched at once',
    provenance: 'documented',
    source: '§5, §7',
    sentence:
      'When a grade exists, presigned `damage_report_front_url`, `damage_report_back_url`, `slab_front_url`, `slab_back_url`.',
    severity: 'critical',
    check: async (t) => {
      const grade = await gradeWithLinks(t);
      for (const name of gradingLinks) if (grade[name] !== null) await isImage(t, grade[name], `\`${name}\``);
    },
    deviations: [
      {
        title: 'links in a grade are signed with an old key',
        start: () => changeResponse('getGrading', unsigned),
      },
    ],
  },

  {
    id: 'IMG-003',
    title: 'refuses an altered link',
    provenance: 'documented',
    source: '§7, §10',
    sentence: 'By default a rule may ask that an altered link is refused.',
    severity: 'major',
    check: async (t) => {
      const url = await frontLink(t);
      const wrong = altered(url) ?? t.notChecked('the links bear no signature that could be altered');
      const response = await fetchLink(t, wrong);
      const refused = response.status >= 400 && response.status < 500;
      t.check.that(refused, 'A link with an altered signature works', '403', `${response.status}`, response);
    },
    deviations: [
      { title: 'signatures are not compared', start: () => forgiving('SignatureDoesNotMatch') },
      {
        title: 'the link to a front has a host that is no host',
        start: () =>
          changeItems('listCards', 'cards', (card) => ({
            ...card,
            images: { front: 'http://[/front.png', back: null },
          })),
      },
    ],
  },

  {
    id: 'IMG-004',
    title: 'refuses a link after the lifetime that it states itself',
    provenance: 'documented',
    source: '§7, §10',
    sentence: 'A link is refused after the lifetime it states itself.',
    severity: 'major',
    needs: ['advanceClock'],
    check: async (t) => {
      const url = await frontLink(t);
      const lifetime = await lifetimeOf(t, url);
      t.check.status(await fetchLink(t, url), 200);
      await t.driver.advanceClock(lifetime + marginSeconds);
      const late = await fetchLink(t, url);
      const refused = late.status >= 400 && late.status < 500;
      t.check.that(refused, `A link works after its ${lifetime} s`, '403', `${late.status}`, late);
    },
    deviations: [{ title: 'links never expire', start: () => forgiving('AccessDenied') }],
  },

  {
    id: 'IMG-005',
    title: 'returns a working link with the next read after one expired',
    provenance: 'documented',
    source: '§7',
    sentence: 'Fresh ones come with every read.',
    severity: 'critical',
    needs: ['advanceClock'],
    check: async (t) => {
      const url = await frontLink(t);
      await detailLinks(t);
      await t.driver.advanceClock((await lifetimeOf(t, url)) + marginSeconds);
      for (const link of [await frontLink(t), ...(await detailLinks(t))])
        if (typeof link === 'string') await isImage(t, link, 'A link that was read again after it expired');
    },
    deviations: [
      {
        title: 'links are cached with the response that holds them',
        start: () => {
          const kept = new Map<string, OutgoingResponse>();
          return wrap('listCards', async (request, next) => {
            const key = `${bearerOf(request)} ${request.query}`;
            const response = kept.get(key) ?? (await next(request));
            kept.set(key, response);
            return response;
          });
        },
      },
    ],
  },

  {
    id: 'IMG-006',
    title: 'limits links to a lifetime of 300 seconds, stated as S3 does',
    provenance: 'assumed',
    source: '§7, §10',
    sentence: 'Default time to live 300 s; 300 s exactly is strict (the lifetime is configurable).',
    severity: 'minor',
    check: async (t) => {
      const url = await frontLink(t);
      const query = new URL(url).searchParams;
      t.check.equal(query.get('X-Amz-Expires'), '300', 'A link does not live 300 seconds');
      for (const name of ['X-Amz-Algorithm', 'X-Amz-Date', 'X-Amz-Signature'])
        t.check.that(query.has(name), 'A link is not signed as S3 does', name, [...query.keys()]);
    },
    deviations: [
      {
        title: 'links live for an hour',
        start: () =>
          changeResponse('listCards', (response) => ({
            ...response,
            body: Buffer.from(
              response.body.toString('utf8').replaceAll('X-Amz-Expires=300', 'X-Amz-Expires=3600'),
            ),
          })),
      },
    ],
  },

  {
    id: 'IMG-007',
    title: "refuses a late or altered link with 403 and S3's XML error",
    provenance: 'assumed',
    source: '§7',
    sentence: "Late or altered → 403 with S3's XML error body.",
    severity: 'minor',
    needs: ['advanceClock'],
    check: async (t) => {
      const url = await frontLink(t);
      const wrong = altered(url) ?? t.notChecked('the links bear no signature that could be altered');
      const forged = await fetchLink(t, wrong);
      await t.driver.advanceClock((await lifetimeOf(t, url)) + marginSeconds);
      const late = await fetchLink(t, url);
      for (const [response, code] of [
        [forged, 'SignatureDoesNotMatch'] as const,
        [late, 'AccessDenied'] as const,
      ]) {
        t.check.status(response, 403);
        const sent = /<Error>\s*<Code>([^<]*)<\/Code>/.exec(response.text)?.[1];
        t.check.equal(sent, code, "A refused link has not S3's error", response);
      }
    },
    deviations: [
      {
        title: 'a refused link gets a response in JSON',
        start: () => changeRefusal(isSignedLink, 403, () => refuseWith(403, 'access_denied')),
      },
    ],
  },

  {
    id: 'IMG-008',
    title: 'links in card detail lead to images that can be fetched at once',
    provenance: 'assumed',
    source: '§6, §7',
    sentence: '`images` (presigned front/back …); the names `front` and `back` inside it.',
    severity: 'major',
    check: async (t) => {
      const { items } = await freshPage(t, cardsList);
      const id = t.check.integer(t.first(items, 'card'), 'user_card_id');
      const response = await t.call('getCard', { id, fresh: true });
      const images = t.check.objectAt(t.check.object(response), 'images', response);
      for (const side of ['front', 'back']) {
        t.check.that(
          side in images,
          `Card detail has no \`images.${side}\``,
          'a link or null',
          images,
          response,
        );
      }
      for (const [name, url] of Object.entries(images))
        if (url !== null) await isImage(t, url, `\`images.${name}\` of a card`);
    },
    deviations: [
      {
        title: 'card detail links images by path alone',
        start: () =>
          changeBody('getCard', (body) => ({
            ...body,
            images: { ...(isObject(body.images) ? body.images : {}), front: '/images/front.png' },
          })),
      },
    ],
  },
]);
