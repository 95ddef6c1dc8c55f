import type { Hint } from '../../diagnosis/hints.js';
import { hintsFor } from '../../diagnosis/hints.js';
import type { JournalEntry } from '../../http/journal.js';
import type { Account } from '../../store/accounts.js';
import type { Fields } from '../form.js';
import { done, type PageRequest, type PortalRoute } from '../page.js';
import { Empty } from '../parts/empty.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { Form } from '../parts/form.js';
import { live } from '../parts/live.js';
import { Status } from '../parts/status.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { copiesFinder } from './call.js';

const HOME = '/dashboard/traffic';
const SHOWN = 100;

interface Row {
  entry: JournalEntry;
  hints: Hint[];
}

/** The calls of the Partner API. */
export function trafficRoutes(dependencies: PortalDependencies): PortalRoute[] {
  const { journal, services } = dependencies;
  return [
    {
      method: 'get',
      path: '/traffic',
      async show(request) {
        const all = journal.list();
        const matching = all.filter((entry) => matches(entry, request.query));
        const findCopies = copiesFinder(dependencies);
        const rows = await Promise.all(
          matching.slice(0, SHOWN).map(async (entry) => {
            const earlier = all.slice(all.indexOf(entry) + 1);
            return { entry, hints: await hintsFor(entry, earlier, findCopies) };
          }),
        );
        const accounts = await services.accounts.list();
        return {
          title: 'Traffic',
          section: 'traffic',
          actions: (
            <Form action={`${HOME}/clear`}>
              <button type="submit" class="quiet">
                Clear
              </button>
            </Form>
          ),
          content: (
            <>
              <Filters query={request.query} />
              <Calls
                request={request}
                rows={rows}
                matching={matching.length}
                kept={all.length}
                accounts={accounts}
              />
            </>
          ),
        };
      },
    },
    {
      method: 'post',
      path: '/traffic/clear',
      async submit() {
        journal.clear();
        return done(HOME, 'The traffic is cleared.');
      },
    },
  ];
}

/** Status `4xx`, `404` or `4`; a part of path and query; the beginning of a key's prefix. */
function matches({ status, url, keyPrefix }: JournalEntry, query: Fields): boolean {
  const wanted = query.text('status')?.replace(/x+$/i, '') ?? '';
  const path = query.text('path')?.toLowerCase() ?? '';
  const key = query.text('key')?.replace(/…$/, '') ?? '';
  return (
    String(status).startsWith(wanted) &&
    url.toLowerCase().includes(path) &&
    (key === '' || keyPrefix?.startsWith(key.slice(0, 12)) === true)
  );
}

function Filters({ query }: { query: Fields }) {
  return (
    <form
      class="filters"
      method="get"
      action={HOME}
      hx-get={HOME}
      hx-target="#calls"
      hx-select="#calls"
      hx-swap="outerHTML"
      hx-push-url="true"
      hx-trigger="submit, change from:select, input changed delay:250ms from:input"
    >
      <TextField
        name="path"
        label="Path"
        type="search"
        value={query.text('path')}
        placeholder="Part of path or query"
      />
      <ChoiceField
        name="status"
        label="Status"
        value={query.text('status') ?? ''}
        choices={[
          ['', 'Any'],
          ['2xx', '2xx'],
          ['4xx', '4xx'],
          ['401', '401'],
          ['404', '404'],
          ['429', '429'],
          ['5xx', '5xx'],
        ]}
      />
      <TextField name="key" label="Key" value={query.text('key')} placeholder="shbx_…" />
      <label class="check scripted-only">
        <input type="checkbox" data-pause /> Pause
      </label>
      <noscript>
        <button type="submit">Show</button>
      </noscript>
    </form>
  );
}

interface CallsProps {
  request: PageRequest;
  rows: Row[];
  matching: number;
  kept: number;
  accounts: Account[];
}

function Calls({ request: { url }, rows, matching, kept, accounts }: CallsProps) {
  return (
    <section class="panel" aria-label="Calls" {...live('calls', url, 'traffic')}>
      {rows.length === 0 ? <NoCalls kept={kept} /> : <CallTable rows={rows} accounts={accounts} />}
      {matching > rows.length && (
        <p class="faint">
          The latest {SHOWN} of {matching} calls. Filter to find others.
        </p>
      )}
    </section>
  );
}

function CallTable({ rows, accounts }: { rows: Row[]; accounts: Account[] }) {
  return (
    <div class="scroll">
      <table class="cards-when-narrow calls">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Call</th>
            <th scope="col">Status</th>
            <th scope="col">Took</th>
            <th scope="col">Key</th>
            <th scope="col">Account</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ entry, hints }) => (
            <tr key={entry.sequence}>
              <td class="instant">
                <time datetime={entry.at} title={entry.at}>
                  {entry.at.slice(11, 23)}
                </time>
              </td>
              <th scope="row">
                <a id={`call-${entry.sequence}`} href={`${HOME}/${entry.sequence}`}>
                  <code>
                    <b>{entry.method}</b> {shortened(entry.url)}
                  </code>
                </a>
                {hints.map(({ code }) => (
                  <span key={code} class="badge warn">
                    {code}
                  </span>
                ))}
              </th>
              <td>
                <Status status={entry.status} />
              </td>
              <td data-label="Took" class="nowrap">
                {entry.durationMs.toFixed(1)} ms
              </td>
              <td data-label="Key">
                {entry.keyPrefix === null ? <span class="faint">None</span> : <code>{entry.keyPrefix}…</code>}
              </td>
              <td data-label="Account">
                <bdi>{accounts.find(({ id }) => id === entry.accountId)?.name ?? ''}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function shortened(url: string): string {
  return url.length > 110 ? `${url.slice(0, 110)}…` : url;
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
