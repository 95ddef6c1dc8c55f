import type { WebhookTarget } from '../../store/webhook-targets.js';
import { maskedUrl } from '../../webhooks/target-url.js';
import type { Fields } from '../form.js';
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
  /** What was fired last; the form keeps its settings. */
  fired: Fields | undefined;
}

/** Fires webhooks of either outcome, with or without a fault, and saves that as a step of a scenario. */
export function Switchboard({ targets, problem, fired }: SwitchboardProps) {
  return (
    <section class="panel" aria-labelledby="switchboard">
      <h2 id="switchboard">Switchboard</h2>
      <ProblemNotice problem={problem} fields={['grading', 'card', 'delay', 'count', 'to', 'scenario']} />
      <Form class="form" action="/dashboard/webhooks/fire">
        <div class="fields">
          <TextField name="count" label="Gradings" value={fired?.raw('count') ?? '1'} problem={problem} />
          <TextField name="delay" label="Delay" value={fired?.raw('delay') ?? '0s'} problem={problem} />
          <div {...live('target-choice', '/dashboard/webhooks', 'targets')}>
            <ChoiceField
              name="target"
              label="Send to"
              value={fired?.raw('target')}
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
          <ChoiceField
            name="fault"
            label="Fault"
            value={fired?.raw('fault')}
            problem={problem}
            choices={faults}
          />
        </div>
        <MoreSettings problem={problem} fired={fired} />
        <div class="buttons">
          <button type="submit" name="outcome" value="success">
            Fire success
          </button>
          <button type="submit" name="outcome" value="failure" class="danger">
            Fire failure
          </button>
          {fired && (
            <button type="submit" class="quiet" formaction="/dashboard/webhooks/fire-again">
              Fire again ({fired.raw('outcome')})
            </button>
          )}
        </div>
        <SaveAsStep problem={problem} />
      </Form>
    </section>
  );
}

function MoreSettings({ problem, fired }: Pick<SwitchboardProps, 'problem' | 'fired'>) {
  const used = ['grading', 'to', 'card', 'grade'].some((name) => fired?.has(name));
  return (
    <details open={problem !== undefined || used || fired?.raw('capture') === 'two-image'}>
      <summary>More</summary>
      <div class="fields">
        <TextField
          name="grading"
          label="Existing grading"
          value={fired?.raw('grading')}
          problem={problem}
          placeholder="New gradings"
          hint="The id of one, instead of new gradings."
        />
        <TextField
          name="to"
          label="Other URL"
          value={fired?.raw('to')}
          problem={problem}
          placeholder="http://localhost:3000/webhooks"
          hint="Instead of the targets."
        />
        <CardField problem={problem} value={fired?.raw('card')} />
        <CaptureField problem={problem} value={fired?.raw('capture')} />
        <GradeField problem={problem} value={fired?.raw('grade')} />
      </div>
    </details>
  );
}

function SaveAsStep({ problem }: Pick<SwitchboardProps, 'problem'>) {
  return (
    <details open={problem?.sent.has('scenario') || problem?.field === 'scenario'}>
      <summary>Save as a step of a scenario</summary>
      <div class="row-form">
        <TextField name="scenario" label="Scenario" problem={problem} placeholder="New or saved name" />
        <ChoiceField
          name="stepOutcome"
          label="The step fires"
          problem={problem}
          choices={[
            ['success', 'Success'],
            ['failure', 'Failure'],
          ]}
        />
        <button type="submit" class="quiet" formaction="/dashboard/webhooks/scenarios/step">
          Add step
        </button>
      </div>
      <p>
        <a href="/dashboard/webhooks/scenarios">All scenarios</a>
      </p>
    </details>
  );
}
