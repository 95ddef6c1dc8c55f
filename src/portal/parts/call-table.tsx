import type { Hint } from '../../diagnosis/hints.js';
import type { Account } from '../../store/accounts.js';
import type { Fields } from '../form.js';
import type { CallGroup } from '../traffic-filter.js';
import { Status } from './status.js';

const HOME = '/dashboard/traffic';
const MAX_URL = 90;

interface CallTableProps {
  rows: readonly (CallGroup & { hints: Hint[] })[];
  /** The filters, which a link to a call keeps. */
  query: Fields;
  accounts: readonly Account[];
}

/** A table of calls. Each opens beside the table. */
export function CallTable({ rows, query, accounts }: CallTableProps) {
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
          {rows.map(({ entry, count, hints }) => (
            <tr key={entry.sequence} aria-current={query.id('call') === entry.sequence ? 'true' : undefined}>
              <td class="instant">
                <time datetime={entry.at} title={entry.at}>
                  {entry.at.slice(11, 23)}
                </time>
              </td>
              <th scope="row">
                <a id={`call-${entry.sequence}`} {...opensCall(HOME + query.with({ call: entry.sequence }))}>
                  <code>
                    <b>{entry.method}</b> {entry.url.slice(0, MAX_URL)}
                    {entry.url.length > MAX_URL && '…'}
                  </code>
                </a>
                {count > 1 && (
                  <a class="badge" href={HOME + query.with({ ungrouped: 1 })}>
                    {count} times
                  </a>
                )}
                {entry.fault !== null && <span class="badge warn">fault: {entry.fault}</span>}
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

/** The attributes of a link that shows a call beside the list. */
function opensCall(href: string) {
  return {
    href,
    'hx-get': href,
    'hx-target': '#call',
    'hx-select': '#call',
    'hx-swap': 'outerHTML',
    'hx-push-url': 'true',
  };
}
