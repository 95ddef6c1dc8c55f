import type { WebhookTarget } from '../../store/webhook-targets.js';
import { maskedUrl } from '../../webhooks/target-url.js';
import type { FormProblem } from '../page.js';
import { ChoiceField, TextField } from './field.js';
import { Form } from './form.js';
import { CaptureField, CardField, GradeField } from './grading-fields.js';
import { live } from './live.js';
import { ProblemNotice } from './problem-notice.js';

/** The faults that can be applied to the webhooks. */
const faults = [
  ['', 'None'],
  ['duplicate', 'Sent twice'],
  ['delay', 'Sent a minute late'],
  ['reorder', 'Sent in another order'],
  ['drop', 'Never sent'],
  ['unknown-grading', 'Names an unknown grading'],
  ['wrong-outcome', 'Has the wrong outcome'],
  ['corrupted-body', 'Has a corrupted body'],
] as const;

interface SwitchboardProps {
  targets: readonly WebhookTarget[];
  problem: FormProblem | undefined;
}

/** Fires webhooks of either outcome, with or without a fault. */
export function Switchboard({ targets, problem }: SwitchboardProps) {
  return (
    <section class="panel" aria-labelledby="switchboard">
      <h2 id="switchboard">Switchboard</h2>
      <ProblemNotice problem={problem} fields={['grading', 'card', 'delay', 'count', 'to']} />
      <Form class="form" action="/dashboard/webhooks/fire">
        <div class="fields">
          <TextField name="count" label="Gradings" value="1" problem={problem} />
          <TextField name="delay" label="Delay" value="0s" problem={problem} />
          <div {...live('target-choice', '/dashboard/webhooks', 'targets')}>
            <ChoiceField
              name="target"
              label="Send to"
              problem={problem}
              choices={[
                ['', 'Every target'],
                ...targets.map(({ id, url }): [string, string] => [
                  String(id),
                  `Target ${id}: ${maskedUrl(url)}`,
                ]),
              ]}
            />
          </div>
          <ChoiceField name="fault" label="Fault" problem={problem} choices={faults} />
        </div>
        <details open={problem !== undefined}>
          <summary>More</summary>
          <div class="fields">
            <TextField
              name="grading"
              label="Existing grading"
              problem={problem}
              placeholder="New gradings"
              hint="The id of one, instead of new gradings."
            />
            <TextField
              name="to"
              label="Other URL"
              problem={problem}
              placeholder="http://localhost:3000/webhooks"
              hint="Instead of the targets."
            />
            <CardField problem={problem} />
            <CaptureField problem={problem} />
            <GradeField problem={problem} />
          </div>
        </details>
        <div class="buttons">
          <button type="submit" name="outcome" value="success">
            Fire success
          </button>
          <button type="submit" name="outcome" value="failure" class="danger">
            Fire failure
          </button>
        </div>
      </Form>
    </section>
  );
}
