import type { DeliverySearch, DeliveryService } from '../../services/deliveries.js';
import type { PhaseCount } from '../../store/deliveries.js';
import { deliveryPhases } from '../../store/delivery-query.js';
import type { WebhookTarget } from '../../store/webhook-targets.js';
import { maskedUrl } from '../../webhooks/target-url.js';
import type { Fields } from '../form.js';
import type { PageRequest } from '../page.js';
import { Deliveries } from './delivery-table.js';
import { ChoiceField, TextField } from './field.js';
import { FilterForm } from './filter-form.js';
import { Form } from './form.js';
import { live } from './live.js';

const HOME = '/dashboard/webhooks';
const PAGE_SIZE = 25;
/** The tabs count no more than this number of deliveries, so that the page takes the same time for any number. */
const MAX_COUNTED = 2000;

const ages = [
  ['', 'Any time'],
  ['300', 'The last 5 minutes'],
  ['3600', 'The last hour'],
  ['86400', 'The last day'],
] as const;

/** The deliveries of an account: tabs by state with counts, filters, and actions on the selected ones. */
export async function deliveryList(
  deliveries: DeliveryService,
  { account, query, url, nowMs }: PageRequest,
  targets: readonly WebhookTarget[],
) {
  const phase = deliveryPhases.find((known) => known === query.text('state'));
  const search = { account: account.id, ...searchOf(query, nowMs) };
  const counts = await deliveries.countByPhase(search, MAX_COUNTED + 1);
  const rows = await deliveries.list({ ...search, phase, before: query.id('before'), limit: PAGE_SIZE + 1 });
  const shown = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
  return (
    <section class="panel" aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">Deliveries</h2>
      <DeliveryFilters query={query} targets={targets} />
      <div
        class="stack"
        {...live('deliveries', url.startsWith(`${HOME}/`) ? HOME : url, 'deliveries', 'clock')}
      >
        <Tabs query={query} counts={counts} />
        <Form id="selection" class="buttons" action={`${HOME}/deliveries/selected${query.with({})}`}>
          <SelectionButtons disabled={shown.length === 0} />
        </Form>
        <Deliveries
          deliveries={shown}
          nowMs={nowMs}
          selectionForm="selection"
          empty={query.with({}) === '' ? 'Add a target and fire a webhook.' : 'No delivery matches.'}
        />
        {last && (
          <p class="end-line">
            <a id="older" class="button quiet" href={HOME + query.with({ before: last.id })}>
              Older
            </a>
          </p>
        )}
      </div>
    </section>
  );
}

function searchOf(query: Fields, nowMs: number): DeliverySearch {
  const age = query.id('age');
  const outcome = query.text('outcome');
  return {
    target: query.id('target'),
    outcome: outcome === 'success' || outcome === 'failure' ? outcome : undefined,
    grading: query.text('grading'),
    text: query.text('text'),
    since: age === undefined ? undefined : new Date(nowMs - Math.min(age * 1000, nowMs)).toISOString(),
  };
}

function Tabs({ query, counts }: { query: Fields; counts: readonly PhaseCount[] }) {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const more = total > MAX_COUNTED;
  const tabs = [undefined, ...deliveryPhases].map((phase) => ({
    phase,
    count: phase === undefined ? total : (counts.find((counted) => counted.phase === phase)?.count ?? 0),
  }));
  return (
    <nav class="tabs" aria-label="Which deliveries">
      {tabs.map(({ phase = 'all', count }) => (
        <a
          key={phase}
          id={`deliveries-${phase}`}
          href={HOME + query.with({ state: phase === 'all' ? undefined : phase, before: undefined })}
          aria-current={phase === (query.text('state') ?? 'all') ? 'page' : undefined}
        >
          {phase[0]?.toUpperCase() + phase.slice(1)}{' '}
          <span class="count">
            {Math.min(count, MAX_COUNTED).toLocaleString('en')}
            {more && '+'}
          </span>
        </a>
      ))}
    </nav>
  );
}

function SelectionButtons({ disabled }: { disabled: boolean }) {
  return (
    <>
      <label class="check scripted-only">
        <input id="select-all" type="checkbox" data-select-all="selection" /> Select all shown
      </label>
      <button type="submit" name="action" value="retry" class="quiet small" disabled={disabled}>
        Retry now
      </button>
      <button type="submit" name="action" value="resend" class="quiet small" disabled={disabled}>
        Send again
      </button>
      <button type="submit" name="action" value="cancel" class="quiet small" disabled={disabled}>
        Cancel
      </button>
    </>
  );
}

function DeliveryFilters({ query, targets }: { query: Fields; targets: readonly WebhookTarget[] }) {
  return (
    <FilterForm action={HOME} part="deliveries">
      <TextField
        name="text"
        label="Text"
        type="search"
        value={query.text('text')}
        placeholder="In URL, body or message id"
      />
      <ChoiceField
        name="target"
        id="filter-target"
        label="Sent to"
        value={query.raw('target')}
        choices={[
          ['', 'Any target'],
          ...targets.map(({ id, url }): [string, string] => [String(id), `Target ${id}: ${maskedUrl(url)}`]),
        ]}
      />
      <ChoiceField
        name="outcome"
        id="filter-outcome"
        label="Ended with"
        value={query.raw('outcome')}
        choices={[
          ['', 'Any'],
          ['success', 'Success'],
          ['failure', 'Failure'],
        ]}
      />
      <TextField
        name="grading"
        id="filter-grading"
        label="Of grading"
        value={query.text('grading')}
        placeholder="Id"
      />
      <ChoiceField name="age" label="Created" value={query.raw('age')} choices={ages} />
      {query.has('state') && <input type="hidden" name="state" value={query.raw('state')} />}
    </FilterForm>
  );
}
