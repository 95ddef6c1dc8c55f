import { presignedUrls } from './rules/presigned-urls.js';
import { area } from '../src/suite/rules/define-rule.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { altered, fetchLink, isImage, statedLifetime } from '../src/suite/client/images.js';
import { isObject, type JsonObject } from '../src/suite/client/json.js';
import { cardsList, gradingsList, type PagedList } from '../src/suite/lists/walk.js';

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
    if (isObject(images) && typeof images.front === 'string') return images.front;
  return t.notChecked('no card of the account has a front image');
}

async function lifetimeOf(t: RuleContext, url: string): Promise<number> {
  return statedLifetime(url) ?? t.notChecked('the links state no lifetime of theirs');
}

async function gradeWithLinks(t: RuleContext): Promise<JsonObject> {
  const { items } = await freshPage(t, gradingsList);
  for (const item of items.slice(0, 10)) {
    const answer = await t.call('getGrading', { id: t.check.text(item, 'id'), fresh: true });
    const grade = t.check.object(answer).user_card_grade;
    if (isObject(grade) && gradingLinks.some((name) => typeof grade[name] === 'string')) return grade;
  }
  return t.notChecked('needs a grading with links among the ten newest');
}

export default area(presignedUrls, {
  'IMG-001': async (t) => {
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

  'IMG-002': async (t) => {
    const grade = await gradeWithLinks(t);
    for (const name of gradingLinks) if (grade[name] !== null) await isImage(t, grade[name], `\`${name}\``);
  },

  'IMG-003': async (t) => {
    const url = await frontLink(t);
    const wrong = altered(url) ?? t.notChecked('the links bear no signature that could be altered');
    const answer = await fetchLink(t, wrong);
    const refused = answer.status >= 400 && answer.status < 500;
    t.check.that(refused, 'A link with an altered signature works', '403', `${answer.status}`, answer);
  },

  'IMG-004': async (t) => {
    const url = await frontLink(t);
    const lifetime = await lifetimeOf(t, url);
    t.check.status(await fetchLink(t, url), 200);
    await t.driver.advanceClock(lifetime + marginSeconds);
    const late = await fetchLink(t, url);
    const refused = late.status >= 400 && late.status < 500;
    t.check.that(refused, `A link works after its ${lifetime} s`, '403', `${late.status}`, late);
  },

  'IMG-005': async (t) => {
    const url = await frontLink(t);
    await t.driver.advanceClock((await lifetimeOf(t, url)) + marginSeconds);
    await isImage(t, await frontLink(t), 'The front of a card, read again after its link expired,');
  },

  'IMG-006': async (t) => {
    const url = await frontLink(t);
    const query = new URL(url).searchParams;
    t.check.equal(query.get('X-Amz-Expires'), '300', 'A link does not live 300 seconds');
    for (const name of ['X-Amz-Algorithm', 'X-Amz-Date', 'X-Amz-Signature'])
      t.check.that(query.has(name), 'A link is not signed as S3 does', name, [...query.keys()]);
  },

  'IMG-007': async (t) => {
    const url = await frontLink(t);
    const wrong = altered(url) ?? t.notChecked('the links bear no signature that could be altered');
    const forged = await fetchLink(t, wrong);
    await t.driver.advanceClock((await lifetimeOf(t, url)) + marginSeconds);
    const late = await fetchLink(t, url);
    for (const [answer, code] of [
      [forged, 'SignatureDoesNotMatch'] as const,
      [late, 'AccessDenied'] as const,
    ]) {
      t.check.status(answer, 403);
      const told = /<Error>\s*<Code>([^<]*)<\/Code>/.exec(answer.text)?.[1];
      t.check.equal(told, code, "A refused link has not S3's error", answer);
    }
  },

  'IMG-008': async (t) => {
    const { items } = await freshPage(t, cardsList);
    const id = t.check.integer(t.first(items, 'card'), 'user_card_id');
    const answer = await t.call('getCard', { id, fresh: true });
    const images = t.check.objectAt(t.check.object(answer), 'images', answer);
    for (const side of ['front', 'back']) {
      t.check.that(side in images, `Card detail has no \`images.${side}\``, 'a link or null', images, answer);
      if (images[side] !== null) await isImage(t, images[side], `\`images.${side}\` of a card`);
    }
  },
});
