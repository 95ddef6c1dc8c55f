import { operations } from '../../contract/operations.js';
import { type FaultKind, faultKinds } from '../../faults/fault-kinds.js';
import type { Account } from '../../store/accounts.js';
import type { ApiKey } from '../../store/api-keys.js';
import type { WebhookTarget } from '../../store/webhook-targets.js';
import type { FormProblem } from '../page.js';
import { ChoiceField, TextField } from './field.js';
import { Form } from './form.js';
import { ProblemNotice } from './problem-notice.js';

const HOME = '/dashboard/simulator';
const MAX_ACCOUNTS = 200;
const sides = { api: 'Calls', webhook: 'Webhooks' } as const;

export interface FaultFormProps {
  kind: FaultKind;
  accounts: readonly Account[];
  /** Of the signed-in account, as the targets. */
  keys: readonly ApiKey[];
  targets: readonly WebhookTarget[];
  problem: FormProblem | undefined;
}

/** The form that adds a fault. It has the fields of the chosen kind, with values that work as they are. */
export function FaultForm(props: FaultFormProps) {
  const { kind, problem } = props;
  const { side } = faultKinds[kind];
  const kinds = Object.entries(faultKinds).map(([name, definition]): [string, string] => [
    name,
    `${sides[definition.side]}: ${name}`,
  ]);
  return (
    <Form class="form" action={`${HOME}/faults`}>
      <ProblemNotice problem={problem} fields={['status', 'delay', 'next', 'retryAfter']} />
      <div
        hx-get={HOME}
        hx-trigger="change from:#field-kind"
        hx-include="#field-kind"
        hx-select="#fault-fields"
        hx-target="#fault-fields"
        hx-swap="outerHTML"
      >
        <ChoiceField name="kind" label="Kind" value={kind} problem={problem} choices={kinds} />
        <noscript>
          <button type="submit" formmethod="get" formaction={HOME} class="quiet">
            Show the fields of this kind
          </button>
        </noscript>
      </div>
      <div id="fault-fields" class="fields">
        <OptionFields {...props} />
        <TextField name="next" label="Times" value="1" problem={problem} hint="Empty: until you remove it." />
        <AccountField {...props} />
        {side === 'api' ? <CallFields {...props} /> : <TargetField {...props} />}
      </div>
      <div class="buttons">
        <button type="submit">Add fault</button>
      </div>
    </Form>
  );
}

function OptionFields({ kind, problem }: FaultFormProps) {
  const { options } = faultKinds[kind];
  return (
    <>
      {'status' in options && <TextField name="status" label="Status" value="503" problem={problem} />}
      {'retryAfter' in options && (
        <TextField
          name="retryAfter"
          label="Retry-After"
          problem={problem}
          placeholder="None"
          hint="Seconds, with the statuses 429 and 503."
        />
      )}
      {'delay' in options && (
        <TextField
          name="delay"
          label="Delay"
          value={kind === 'reorder' ? '10s' : kind === 'delay' ? '1m' : '2s'}
          problem={problem}
        />
      )}
    </>
  );
}

function AccountField({ accounts, problem }: FaultFormProps) {
  const usable = accounts.filter(({ role, userId }) => role === 'partner' && userId !== null);
  return (
    <ChoiceField
      name="account"
      label="Account"
      problem={problem}
      choices={[
        ['', 'Any'],
        ...usable.slice(0, MAX_ACCOUNTS).map(({ email, name }): [string, string] => [email, name]),
      ]}
    />
  );
}

function CallFields({ keys, problem }: FaultFormProps) {
  return (
    <>
      <ChoiceField
        name="operation"
        label="Operation"
        problem={problem}
        choices={[['', 'Any'], ...[...operations().keys()].map((id): [string, string] => [id, id])]}
      />
      <ChoiceField
        name="key"
        label="Key"
        problem={problem}
        choices={[
          ['', 'Any'],
          ...keys.map(({ id, name, prefix }): [string, string] => [String(id), `${name} (${prefix}…)`]),
        ]}
      />
    </>
  );
}

function TargetField({ kind, targets, problem }: FaultFormProps) {
  return (
    <ChoiceField
      name="target"
      label="Target"
      problem={problem}
      choices={[
        // Only deliveries to one target have an order.
        ...(kind === 'reorder' ? [] : [['', 'Any'] as const]),
        ...targets.map(({ id, outcome }): [string, string] => [String(id), `Target ${id} (${outcome})`]),
      ]}
    />
  );
}
