import type { WebhookTarget } from '../../store/webhook-targets.js';
import type { FormProblem } from '../page.js';
import { ChoiceField, TextField } from './field.js';
import { ProblemNotice } from './form-problem-notice.js';
import { CaptureField, CardField, GradeField } from './grading-fields.js';

/** What can go wrong with the webhooks that are fired, by the simulator's kinds of faults. */
const disturbances = [
  ['', 'Nothing'],
  ['duplicate', 'Each is sent twice'],
  ['delay', 'They come a minute late'],
  ['reorder', 'They change places (choose a target)'],
  ['drop', 'They are never sent'],
  ['unknown-grading', 'They name an unknown grading'],
  ['wrong-outcome', 'They tell the wrong outcome'],
  ['corrupted-body', 'Their body is corrupted'],
] as const;

interface SwitchboardProps {
  targets: readonly WebhookTarget[];
  problem: FormProblem | undefined;
}

/** QA's switchboard: fires webhooks of either outcome, well or disturbed. */
export function Switchboard({ targets, problem }: SwitchboardProps) {
  return (
    <section class="panel" aria-labelledby="switchboard">
      <h2 id="switchboard">Switchboard</h2>
      <ProblemNotice problem={problem} fields={['grading', 'card', 'delay', 'count', 'to']} />
      <form class="form" method="post" action="/dashboard/webhooks/fire">
        <div class="fields">
          <TextField name="count" label="How many gradings" value="1" problem={problem} />
          <TextField name="delay" label="Each takes" value="0s" problem={problem} />
          <ChoiceField
            name="target"
            label="Send to"
            problem={problem}
            choices={[
              ['', 'Every target'],
              ...targets.map(({ id, url }): [string, string] => [String(id), `Target ${id}: ${url}`]),
            ]}
          />
          <ChoiceField name="fault" label="What goes wrong" problem={problem} choices={disturbances} />
        </div>
        <details open={problem !== undefined}>
          <summary>More</summary>
          <div class="fields">
            <TextField
              name="grading"
              label="An existing grading"
              problem={problem}
              placeholder="New ones are made"
              hint="Its id, instead of new gradings."
            />
            <TextField
              name="to"
              label="To another address"
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
      </form>
    </section>
  );
}
