import { shownOptions } from '../../faults/fault-options.js';
import type { Account } from '../../store/accounts.js';
import type { Fault } from '../../store/faults.js';
import { Empty } from './empty.js';
import { FaultForm, type FaultFormProps } from './fault-form.js';
import { Form } from './form.js';
import { live } from './live.js';
import { Moment } from './moment.js';

const ACTION = '/dashboard/simulator/faults';

interface FaultPanelProps extends FaultFormProps {
  faults: readonly Fault[];
  nowMs: number;
}

/** The active faults, and the form that adds one. */
export function FaultPanel({ faults, nowMs, ...form }: FaultPanelProps) {
  const { accounts } = form;
  return (
    <section class="panel" aria-labelledby="faults">
      <h2 id="faults">Faults</h2>
      <FaultForm {...form} />
      <div {...live('active-faults', '/dashboard/simulator', 'faults', 'deliveries')}>
        {faults.length === 0 ? (
          <Empty title="No active faults">Add a fault to test how your integration handles it.</Empty>
        ) : (
          <>
            <FaultTable faults={faults} accounts={accounts} nowMs={nowMs} />
            <Form class="buttons" action={`${ACTION}/remove-all`}>
              <button type="submit" class="quiet small">
                Remove all
              </button>
            </Form>
          </>
        )}
      </div>
    </section>
  );
}

function FaultTable({
  faults,
  accounts,
  nowMs,
}: {
  faults: readonly Fault[];
  accounts: readonly Account[];
  nowMs: number;
}) {
  return (
    <div class="scroll">
      <table class="cards-when-narrow">
        <thead>
          <tr>
            <th scope="col">Fault</th>
            <th scope="col">Options</th>
            <th scope="col">Scope</th>
            <th scope="col">Left</th>
            <th scope="col">Matched</th>
            <th scope="col">Since</th>
            <th scope="col">
              <span class="unseen">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ id, kind, options, scope, remaining, matched, createdAt }) => (
            <tr key={id}>
              <th scope="row">{kind}</th>
              <td>{pairs(shownOptions(kind, options)) || <span class="faint">No options</span>}</td>
              <td data-label="Scope">
                {pairs({
                  operation: scope.operation,
                  account: accounts.find((account) => account.id === scope.accountId)?.email,
                  key: scope.keyId,
                  target: scope.targetId,
                }) || 'Everything'}
              </td>
              <td data-label="Left">{remaining ?? 'All'}</td>
              <td data-label="Matched">{matched}</td>
              <td data-label="Since">
                <Moment at={createdAt} nowMs={nowMs} />
              </td>
              <td class="end">
                <Form action={`${ACTION}/${id}/remove`}>
                  <button id={`remove-fault-${id}`} type="submit" class="quiet small">
                    Remove<span class="unseen"> {kind}</span>
                  </button>
                </Form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function pairs(values: Record<string, unknown>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
