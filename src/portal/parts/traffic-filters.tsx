import { faultKinds } from '../../faults/fault-kinds.js';
import type { Account } from '../../store/accounts.js';
import type { Fields } from '../form.js';
import { trafficFilters } from '../traffic-filter.js';
import { ChoiceField, TextField } from './field.js';
import { FilterForm } from './filter-form.js';

const HOME = '/dashboard/traffic';
const MAX_ACCOUNTS = 200;

const choices = (...values: string[]): [string, string][] => [
  ['', 'Any'],
  ...values.map((value): [string, string] => [value, value]),
];

const callFaults = Object.entries(faultKinds)
  .filter(([, { side }]) => side === 'api')
  .map(([kind]) => kind);

interface TrafficFiltersProps {
  query: Fields;
  accounts: readonly Account[];
}

/** The form that filters the traffic. */
export function TrafficFilters({ query, accounts }: TrafficFiltersProps) {
  return (
    <FilterForm action={HOME} part="calls" also="#chips">
      <TextField
        name="path"
        label="Path"
        type="search"
        value={query.text('path')}
        placeholder="Part of path or query"
      />
      <TextField name="q" label="Text" value={query.text('q')} placeholder="In headers and bodies" />
      <ChoiceField
        name="method"
        label="Method"
        value={query.raw('method')}
        choices={choices('GET', 'POST', 'DELETE', 'HEAD', 'OPTIONS')}
      />
      <ChoiceField
        name="status"
        label="Status"
        value={query.raw('status')}
        choices={choices('2xx', '3xx', '4xx', '401', '404', '429', '5xx')}
      />
      <TextField name="key" label="Key" value={query.text('key')} placeholder="shbx_…" />
      <ChoiceField
        name="account"
        label="Account"
        value={query.raw('account')}
        choices={[
          ['', 'Any'],
          ...accounts.slice(0, MAX_ACCOUNTS).map(({ id, name }): [string, string] => [String(id), name]),
        ]}
      />
      <ChoiceField name="fault" label="Fault" value={query.raw('fault')} choices={choices(...callFaults)} />
      <label class="check scripted-only">
        <input type="checkbox" data-pause /> Pause
      </label>
    </FilterForm>
  );
}

/** The filters in force, each with a link that removes it. */
export function FilterChips({ query, accounts }: TrafficFiltersProps) {
  const active = trafficFilters.filter((name) => query.has(name));
  return (
    <ul id="chips" class="chips" aria-label="Active filters">
      {active.map((name) => (
        <li key={name}>
          <a class="badge live" href={HOME + query.with({ [name]: undefined })}>
            {name === 'q' ? 'text' : name}: {shown(name, query, accounts)}
            <span aria-hidden="true"> ×</span>
            <span class="unseen"> Remove this filter</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function shown(name: string, query: Fields, accounts: readonly Account[]): string {
  const account = name === 'account' ? accounts.find(({ id }) => id === query.id('account')) : undefined;
  return account?.name ?? query.raw(name);
}
