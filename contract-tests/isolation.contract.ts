import type { IncomingRequest, OutgoingAttempt } from '../src/http/deviation.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import type { JsonObject } from '../src/suite/client/json.js';
import { unknownId, unknownUuid } from '../src/suite/client/known-values.js';
import {
  bearerOf,
  changeBody,
  changeRefusal,
  changeRequest,
  changeResponse,
  combine,
  jsonOf,
  listOf,
  refuseWith,
} from '../src/suite/deviations/hooks.js';
import { watchTargets } from '../src/suite/deviations/watch-targets.js';
import { cardsList, gradingsList, type PagedList, readPage } from '../src/suite/lists/walk.js';
import { arrives, complete, gradingsAt, ownAccount } from '../src/suite/receiver/deliveries.js';
import { clearAway, createTarget, listTargets } from '../src/suite/receiver/targets.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const sentence = "Another user's object, or none → 404 `not_found`, the same answer for both.";

/** The two cases have the published refusal in common. */
function same(t: RuleContext, foreign: Exchange, unknown: Exchange): void {
  // Whatever else is in a refusal, such as a request id, may differ between two identical requests.
  for (const response of [foreign, unknown]) t.check.error(response, 404, 'not_found');
}

async function foreignItem(t: RuleContext, list: PagedList) {
  const { token } = await t.accounts.other();
  return t.first((await readPage(t, list, {}, token)).items, `item in the other account's ${list.items}`);
}

async function twoAccounts(t: RuleContext) {
  return { mine: (await t.accounts.main()).token, theirs: (await t.accounts.other()).token };
}

/** Remembers what lists gave to which token. */
function watchLists(operation: 'listGradings' | 'listCards', name: 'gradings' | 'cards') {
  const owners = new Map<JsonObject, string | null>();
  const hooks = changeResponse(operation, (response, request) => {
    for (const item of listOf(jsonOf(response)[name])) owners.set(item, bearerOf(request));
    return response;
  });
  const foreignTo = (request: IncomingRequest): JsonObject | undefined =>
    [...owners].find(([, token]) => token !== bearerOf(request))?.[0];
  return { owners, hooks, foreignTo };
}

/** Reveals that an object belongs to another account instead of hiding it. */
const revealsForeign =
  (
    operation: 'listGradings' | 'listCards',
    name: 'gradings' | 'cards',
    id: string,
    detail: 'getGrading' | 'getCard',
  ) =>
  () => {
    const { owners, hooks } = watchLists(operation, name);
    const reveal = changeRefusal(detail, 404, (response, request) => {
      const wanted = request.path.split('/').at(-1);
      return [...owners.keys()].some((item) => String(item[id]) === wanted)
        ? refuseWith(403, 'forbidden')
        : response;
    });
    return combine(hooks, reveal);
  };

export default defineRules('isolation', [
  {
    id: 'ISO-001',
    title: "responds to another account's grading exactly as to a missing one",
    provenance: 'documented',
    source: '§3, §5',
    sentence,
    severity: 'critical',
    needs: ['otherToken'],
    check: async (t) => {
      const id = t.check.text(await foreignItem(t, gradingsList), 'id');
      const { token } = await t.accounts.other();
      t.check.status(await t.call('getGrading', { id, token, fresh: true }), 200);
      const foreign = await t.call('getGrading', { id, fresh: true });
      same(t, foreign, await t.call('getGrading', { id: unknownUuid }));
    },
    deviations: [
      {
        title: "another account's grading is forbidden, not absent",
        start: revealsForeign('listGradings', 'gradings', 'id', 'getGrading'),
      },
    ],
  },

  {
    id: 'ISO-002',
    title: "responds to another account's card exactly as to a missing one",
    provenance: 'documented',
    source: '§3, §6',
    sentence,
    severity: 'critical',
    needs: ['otherToken'],
    check: async (t) => {
      const id = t.check.integer(await foreignItem(t, cardsList), 'user_card_id');
      const { token } = await t.accounts.other();
      t.check.status(await t.call('getCard', { id, token, fresh: true }), 200);
      const foreign = await t.call('getCard', { id, fresh: true });
      same(t, foreign, await t.call('getCard', { id: unknownId }));
    },
    deviations: [
      {
        title: "another account's card is forbidden, not absent",
        start: revealsForeign('listCards', 'cards', 'user_card_id', 'getCard'),
      },
    ],
  },

  {
    id: 'ISO-003',
    title: "responds to the deletion of another account's target as if it did not exist, and keeps it",
    provenance: 'documented',
    source: '§3, §8',
    sentence: "DELETE of another's or none → 404 `not_found`.",
    severity: 'critical',
    needs: ['write', 'otherToken'],
    check: async (t) => {
      const { mine, theirs } = await twoAccounts(t);
      const { id } = await createTarget(t, theirs, 'success', 'https://partner.example/theirs');
      const foreign = await t.call('deleteWebhookTarget', { token: mine, id });
      const kept = (await listTargets(t, theirs)).some((target) => target.id === id);
      if (kept) await clearAway(t, theirs, id);
      same(t, foreign, await t.call('deleteWebhookTarget', { token: mine, id: unknownId }));
      t.check.that(kept, "Another account's target was deleted", 'still listed', 'gone', foreign);
    },
    deviations: [
      {
        title: 'targets are deleted by their id alone',
        start: () => {
          const { targets, hooks } = watchTargets();
          const anybody = changeRequest('deleteWebhookTarget', (request) => {
            const owner = targets.get(request.path.split('/').at(-1) ?? '')?.token;
            if (owner !== undefined && owner !== null) request.headers.authorization = `Bearer ${owner}`;
          });
          return combine(anybody, hooks);
        },
      },
    ],
  },

  {
    id: 'ISO-004',
    title: 'lists no grading and no card of another account',
    provenance: 'documented',
    source: '§2',
    sentence: 'Data is scoped to that user.',
    severity: 'critical',
    needs: ['otherToken'],
    check: async (t) => {
      const { mine, theirs } = await twoAccounts(t);
      for (const list of [gradingsList, cardsList]) {
        const own = await readPage(t, list, { limit: 100 }, mine);
        const other = await readPage(t, list, { limit: 100 }, theirs);
        const ids = new Set(other.items.map((item) => item[list.id]));
        t.first(other.items, `item in the other account's ${list.items}`);
        const stray = own.items.filter((item) => ids.has(item[list.id]));
        t.check.equal(stray, [], `The ${list.items} of two accounts overlap`, own.exchange);
      }
    },
    deviations: [
      {
        title: 'a list that was cached for one account is shown to another',
        start: () => {
          let cached: JsonObject[] | undefined;
          return changeBody('listGradings', (body) => {
            cached ??= listOf(body.gradings);
            return { ...body, gradings: cached };
          });
        },
      },
    ],
  },

  {
    id: 'ISO-005',
    title: 'lists no webhook target of another account',
    provenance: 'documented',
    source: '§2',
    sentence: 'Data is scoped to that user.',
    severity: 'critical',
    needs: ['write', 'otherToken'],
    check: async (t) => {
      const { mine, theirs } = await twoAccounts(t);
      const { id } = await createTarget(t, theirs, 'failure', 'https://partner.example/theirs');
      const seen = (await listTargets(t, mine)).some((target) => target.id === id);
      await clearAway(t, theirs, id);
      t.check.equal(seen, false, "Another account's target is listed");
    },
    deviations: [
      {
        title: 'all targets of the service are listed',
        start: () => {
          const { targets, hooks } = watchTargets();
          const list = changeBody('listWebhookTargets', () => ({
            webhook_targets: [...targets]
              .filter(([, { deleted }]) => !deleted)
              .map(([id, { outcome, url }]) => ({
                id: Number(id),
                outcome,
                url,
                created_at: '2026-01-01T00:00:00.000Z',
              })),
          }));
          return combine(hooks, list);
        },
      },
    ],
  },

  {
    id: 'ISO-006',
    title: 'delivers no webhook to a target of another account',
    provenance: 'documented',
    source: '§8',
    sentence: 'To every target of the user with that outcome.',
    severity: 'critical',
    needs: ['write', 'receiver', 'createAccount', 'completeGrading'],
    check: async (t) => {
      const [mine, theirs] = [await ownAccount(t), await ownAccount(t)];
      const [here, there] = [await t.receiver.hook(200), await t.receiver.hook(200)];
      await createTarget(t, mine.token, 'success', here.url);
      await createTarget(t, theirs.token, 'success', there.url);
      const own = await complete(t, mine.accountId);
      await arrives(t, here);
      const foreign = await complete(t, theirs.accountId);
      await arrives(t, there);
      t.check.that(!gradingsAt(there).includes(own), 'A webhook goes to another account', 'nothing', own);
      t.check.that(
        !gradingsAt(here).includes(foreign),
        'A webhook goes to another account',
        'nothing',
        foreign,
      );
    },
    deviations: [
      {
        title: "webhooks go to every account's targets",
        start: () => {
          const { targets, hooks } = watchTargets();
          return combine(hooks, {
            send: async (attempt: OutgoingAttempt, next) => {
              for (const { url } of targets.values())
                if (url !== attempt.url) await next({ ...attempt, url });
              return next(attempt);
            },
          });
        },
      },
    ],
  },

  {
    id: 'ISO-007',
    title: "keeps to the account with another account's cursor and search",
    provenance: 'documented',
    source: '§2',
    sentence: 'Data is scoped to that user.',
    severity: 'critical',
    needs: ['otherToken'],
    check: async (t) => {
      const { mine, theirs } = await twoAccounts(t);
      const whole = await readPage(t, cardsList, { limit: 100 }, mine);
      const [newest] = (await readPage(t, cardsList, { limit: 1 }, theirs)).items;
      if (newest === undefined || whole.nextCursor !== null)
        return t.notChecked('needs fewer than 100 cards, and one elsewhere');
      const own = new Set(whole.items.map((item) => item.user_card_id));
      const queries = [
        { cursor: String(newest.added_at) },
        { q: String(newest.player_name) },
        { graded: 'graded' },
      ];
      for (const query of queries) {
        const page = await readPage(t, cardsList, { limit: 100, ...query }, mine);
        const stray = page.items.find((item) => !own.has(item.user_card_id));
        t.check.equal(stray, undefined, "A query leads to another account's card", page.exchange);
      }
    },
    deviations: [
      {
        title: "a search looks through everybody's cards",
        start: () => {
          const { hooks, foreignTo } = watchLists('listCards', 'cards');
          const leak = changeBody('listCards', (body, request) => {
            const foreign = request.query.has('q') ? foreignTo(request) : undefined;
            return foreign === undefined ? body : { ...body, cards: [...listOf(body.cards), foreign] };
          });
          return combine(leak, hooks);
        },
      },
    ],
  },
]);
