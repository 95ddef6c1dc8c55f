import { operations } from '../../contract/operations.js';
import { faultKinds } from '../../faults/fault-kinds.js';
import { shownOptions } from '../../faults/fault-options.js';
import type { Account } from '../../store/accounts.js';
import type { Fault } from '../../store/faults.js';
import type { FormProblem } from '../page.js';
import { Empty } from './empty.js';
import { ChoiceField, TextField } from './field.js';
import { Form } from './form.js';
import { live } from './live.js';
import { Moment } from './moment.js';
import { ProblemNotice } from './problem-notice.js';

const ACTION = '/dashboard/simulator/faults';

interface FaultPanelProps {
  faults: readonly Fault[];
  accounts: readonly Account[];
  problem: FormProblem | undefined;
  nowMs: number;
}

/** The active faults, and the form that adds one. */
export function FaultPanel({ faults, accounts, problem, nowMs }: FaultPanelProps) {
  return (
    <section class="panel" aria-labelledby="faults">
      <h2 id="faults">Faults</h2>
      <FaultForm accounts={accounts} problem={problem} />
      <div {...live('active-faults', '/dashboard/simulator', 'faults', 'deliveries')}>
        {faults.length === 0 ? (
          <Empty title="No active faults">Add a fault to test how your integration handles it.</Empty>
        ) : (
          <FaultTable faults={faults} accounts={accounts} nowMs={nowMs} />
        )}
      </div>
    </section>
  );
}

function FaultForm({
  accounts,
  problem,
}: {
  accounts: readonly Account[];
  problem: FormProblem | undefined;
}) {
  const sides = { api: 'Calls', webhook: 'Webhooks' } as const;
  const kinds = Object.entries(faultKinds).map(([kind, { side }]): [string, string] => [
    kind,
    `${sides[side]}: ${kind}`,
  ]);
  const usable = accounts.filter(({ role, userId }) => role === 'partner' && userId !== null).slice(0, 200);
  const fields = ['status', 'delay', 'next', 'key', 'target', 'retryAfter'];
  return (
    <Form class="form" action={ACTION}>
      <ProblemNotice problem={problem} fields={fields} />
      <div class="fields">
        <ChoiceField name="kind" label="Kind" problem={problem} choices={kinds} />
        <TextField name="next" label="Times" value="1" problem={problem} hint="Empty: until you remove it." />
        <TextField name="status" label="Status" problem={problem} placeholder="503" hint="For status." />
        <TextField
          name="delay"
          label="Delay"
          problem={problem}
          placeholder="2s"
          hint="For latency, delay, reorder."
        />
        <ChoiceField
          name="operation"
          label="Operation"
          problem={problem}
          choices={[['', 'Any'], ...[...operations().keys()].map((id): [string, string] => [id, id])]}
        />
        <ChoiceField
          name="account"
          label="Account"
          problem={problem}
          choices={[['', 'Any'], ...usable.map(({ email, name }): [string, string] => [email, name])]}
        />
        <TextField name="key" label="Key id" problem={problem} placeholder="Any" hint="For calls." />
        <TextField name="target" label="Target id" problem={problem} placeholder="Any" hint="For webhooks." />
        <TextField
          name="retryAfter"
          label="Retry-After"
          problem={problem}
          placeholder="None"
          hint="Seconds, for 429 and 503."
        />
      </div>
      <div class="buttons">
        <button type="submit">Add fault</button>
      </div>
    </Form>
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
