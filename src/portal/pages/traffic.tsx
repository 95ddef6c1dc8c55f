import { harText } from '../../diagnosis/har.js';
import { hintsFor } from '../../diagnosis/hints.js';
import type { JournalEntry } from '../../http/journal.js';
import { done, type PageRequest, type PortalRoute } from '../page.js';
import { CallTable } from '../parts/call-table.js';
import { Empty } from '../parts/empty.js';
import { Form } from '../parts/form.js';
import { live } from '../parts/live.js';
import { FilterChips, TrafficFilters } from '../parts/traffic-filters.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { filterCalls, groupFailures } from '../traffic-filter.js';
import { callReader, copiesFinder, HOME } from './call.js';

const PAGE_SIZE = 50;

/** The calls of the Partner API: filters, list, one call beside it, and export. */
export function trafficRoutes(dependencies: PortalDependencies): PortalRoute[] {
  const { journal, services } = dependencies;
  const readCall = callReader(dependencies);
  const listOf = async ({ query, url }: PageRequest) => {
    const all = await journal.list();
    const matching = filterCalls(all, query);
    const before = query.id('before') ?? Number.POSITIVE_INFINITY;
    const older = matching.filter(({ sequence }) => sequence < before);
    const groups = query.has('ungrouped')
      ? older.map((entry) => ({ entry, count: 1 }))
      : groupFailures(older);
    const shown = groups.slice(0, PAGE_SIZE);
    const rows = await Promise.all(
      shown.map(async (group) => ({
        ...group,
        hints: await hintsFor(group.entry, earlierThan(group.entry, all), copiesFinder(dependencies)),
      })),
    );
    const lastShown = rows.at(-1);
    const hasOlder = groups.length > rows.length && lastShown !== undefined;
    const olderHref = HOME + query.with({ before: lastSequence(lastShown), call: undefined });
    return (
      <section class="panel" aria-label="Calls" {...live('calls', url, 'traffic')}>
        <p class="faint" role="status">
          {matching.length === all.length
            ? `${all.length} calls.`
            : `${matching.length} of ${all.length} calls match.`}
        </p>
        {rows.length === 0 ? (
          <NoCalls kept={all.length} />
        ) : (
          <CallTable rows={rows} query={query} accounts={await services.accounts.list()} />
        )}
        <p class="end-line buttons">
          {query.has('before') && (
            <a class="button quiet" href={HOME + query.with({ before: undefined })}>
              Newest
            </a>
          )}
          {hasOlder && (
            <a class="button quiet" href={olderHref}>
              Older
            </a>
          )}
        </p>
      </section>
    );
  };
  return [
    {
      method: 'get',
      path: '/traffic',
      async show(request) {
        const { query } = request;
        const sequence = query.id('call');
        const call = sequence === undefined ? undefined : await readCall(sequence, request);
        const accounts = await services.accounts.list();
        return {
          title: 'Traffic',
          section: 'traffic',
          actions: <Actions query={query.with({ call: undefined, before: undefined })} />,
          content: (
            <>
              <TrafficFilters query={query} accounts={accounts} />
              <FilterChips query={query} accounts={accounts} />
              <div class="split">
                {await listOf(request)}
                <div id="call" class="stack">
                  {call}
                </div>
              </div>
            </>
          ),
        };
      },
    },
    {
      method: 'get',
      path: '/traffic.har',
      async show({ query, origin }) {
        const calls = filterCalls(await journal.list(), query);
        return {
          fileName: 'chck-mock.har',
          contentType: 'application/json',
          body: await harText(calls, origin),
        };
      },
    },
    {
      method: 'post',
      path: '/traffic/clear',
      async submit() {
        await services.requests.clear();
        return done(HOME, 'The traffic is cleared.');
      },
    },
  ];
}

function earlierThan(entry: JournalEntry, all: readonly JournalEntry[]): JournalEntry[] {
  return all.slice(all.indexOf(entry) + 1);
}

/** The sequence number of the last call of a group. */
function lastSequence(group: { entry: JournalEntry; count: number } | undefined): number | undefined {
  return group && group.entry.sequence - group.count + 1;
}

function Actions({ query }: { query: string }) {
  return (
    <>
      <a class="button quiet" href={`${HOME}.har${query}`} download="chck-mock.har">
        Export HAR
      </a>
      <Form action={`${HOME}/clear`}>
        <button type="submit" class="quiet">
          Clear
        </button>
      </Form>
    </>
  );
}

function NoCalls({ kept }: { kept: number }) {
  if (kept > 0) {
    return (
      <Empty title="No call matches">
        <a href={HOME}>Show all {kept} calls</a>.
      </Empty>
    );
  }
  return (
    <Empty title="No calls yet">
      Call the API with a key of yours, as the <a href="/dashboard">overview</a> shows. Each call appears
      here.
    </Empty>
  );
}
