import { correctedRequest, explain } from '../../diagnosis/explain.js';
import { type FindCopies, hintsFor } from '../../diagnosis/hints.js';
import { NotFoundError } from '../../errors.js';
import type { FormProblem, PageRequest, PortalRoute } from '../page.js';
import type { PageView } from '../page-result.js';
import { CallFacts, CodeSamples, Hints, Messages, Refusal } from '../parts/call-view.js';
import { Comparison } from '../parts/comparison.js';
import { Replay } from '../parts/replay.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { portalToken } from '../portal-key.js';
import { sendRequest } from '../replay.js';

export const HOME = '/dashboard/traffic';

/** Finds the caller's copies of a catalog card. */
export function copiesFinder({ store }: PortalDependencies): FindCopies {
  return async (accountId, cardId) => {
    const account = await store.accounts.find(accountId);
    return account?.userId == null ? [] : store.cards.copiesOf(account.userId, cardId);
  };
}

/** Renders a call: request, response, the reason of a refusal, hints, and a form that sends it again. */
export function callReader(dependencies: PortalDependencies) {
  const { journal, store } = dependencies;
  return async (sequence: number, { origin }: PageRequest, problem?: FormProblem) => {
    const found = journal.withEarlier(sequence);
    if (found === undefined) {
      throw new NotFoundError(
        `Call ${sequence} is no longer in the journal: the traffic was cleared, or the call is too old.`,
      );
    }
    const { entry, earlier } = found;
    const hints = await hintsFor(entry, earlier, copiesFinder(dependencies));
    const account = entry.accountId === null ? undefined : await store.accounts.find(entry.accountId);
    return (
      <>
        <CallFacts entry={entry} account={account?.name} />
        <Refusal explanation={explain(entry, origin)} />
        <Hints hints={hints} />
        <Replay entry={entry} corrected={correctedRequest(entry)} origin={origin} problem={problem} />
        <CodeSamples entry={entry} origin={origin} />
        <Messages entry={entry} />
      </>
    );
  };
}

/** One call, and what it is sent again as. */
export function callRoutes(dependencies: PortalDependencies): PortalRoute[] {
  const { journal, services } = dependencies;
  const readCall = callReader(dependencies);
  const page = async (request: PageRequest, problem?: FormProblem): Promise<PageView> => {
    const sequence = request.params.id('sequence') ?? 0;
    const call = await readCall(sequence, request, problem);
    const entry = journal.withEarlier(sequence)?.entry;
    const original = journal.withEarlier(request.query.id('original') ?? 0)?.entry;
    return {
      title: entry === undefined ? 'Call' : `${entry.method} ${entry.path}`,
      section: 'traffic',
      parent: { name: 'Traffic', href: '/dashboard/traffic' },
      content: (
        <>
          {entry && original && <Comparison original={original} replay={entry} />}
          {call}
        </>
      ),
    };
  };
  return [
    { method: 'get', path: '/traffic/:sequence', show: (request) => page(request) },
    {
      method: 'post',
      path: '/traffic/:sequence/replay',
      async submit({ form, params, own, signIn, account }) {
        const original = params.id('sequence') ?? 0;
        const token = await portalToken(services.keys, { signIn, account });
        const id = await sendRequest(form, own, token);
        const { sequence } = await services.requests.get(id);
        return { location: `${HOME}/${sequence}?original=${original}` };
      },
      show: (request, problem) => page(request, problem),
    },
  ];
}
