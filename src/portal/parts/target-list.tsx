import type { WebhookTarget } from '../../store/webhook-targets.js';
import { maskedUrl } from '../../webhooks/target-url.js';
import type { FormProblem } from '../page.js';
import { OutcomeBadge } from './delivery-table.js';
import { opensDialog } from './dialog.js';
import { Empty } from './empty.js';
import { ChoiceField, TextField } from './field.js';
import { Form } from './form.js';
import { live } from './live.js';
import { Moment } from './moment.js';
import { ProblemNotice } from './problem-notice.js';

const HOME = '/dashboard/webhooks';

/** The registered targets, and the form that adds one. */
export function Targets({
  targets,
  nowMs,
  problem,
}: {
  targets: WebhookTarget[];
  nowMs: number;
  problem: FormProblem | undefined;
}) {
  return (
    <section class="panel" aria-labelledby="targets-title">
      <h2 id="targets-title">Targets</h2>
      <ProblemNotice problem={problem} fields={['url']} />
      <Form class="row-form wide-first" action={`${HOME}/targets`}>
        <TextField
          name="url"
          label="URL"
          problem={problem}
          placeholder="http://localhost:3000/webhooks/chck"
        />
        <ChoiceField
          name="outcome"
          label="Outcome"
          problem={problem}
          choices={[
            ['success', 'Success'],
            ['failure', 'Failure'],
          ]}
        />
        <button type="submit">Add target</button>
      </Form>
      <div {...live('targets', HOME, 'targets')}>
        {targets.length === 0 ? (
          <Empty title="No targets">
            Add the URL of your webhook handler above. Without a target nothing is sent.
          </Empty>
        ) : (
          <ul class="list">
            {targets.map((target) => (
              <li key={target.id}>
                <TargetRow target={target} nowMs={nowMs} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function TargetRow({
  target: { id, outcome, url, createdAt },
  nowMs,
}: {
  target: WebhookTarget;
  nowMs: number;
}) {
  return (
    <>
      <div class="grow">
        <bdi class="break">{maskedUrl(url)}</bdi>
        <small class="block">
          <OutcomeBadge outcome={outcome} /> Target {id}, added <Moment at={createdAt} nowMs={nowMs} />
        </small>
      </div>
      <Form action={`${HOME}/targets/${id}/test`} class="buttons">
        <button id={`test-${id}`} type="submit" class="quiet small">
          Test<span class="unseen"> target {id}</span>
        </button>
        <a id={`remove-${id}`} class="button quiet small" {...opensDialog(`${HOME}/targets/${id}/remove`)}>
          Remove<span class="unseen"> target {id}</span>
        </a>
      </Form>
    </>
  );
}
