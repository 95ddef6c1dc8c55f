import type { Grading } from '../../store/gradings.js';
import type { FormProblem } from '../page.js';
import { ChoiceField } from './field.js';
import { Form } from './form.js';
import { CaptureField, GradeField } from './grading-fields.js';
import { ProblemNotice } from './problem-notice.js';

const HOME = '/dashboard/gradings';

/** Ends the grading now, with the chosen outcome, grade and capture. */
export function CompletePanel({
  grading: { id, capture, plan },
  problem,
}: {
  grading: Grading;
  problem: FormProblem | undefined;
}) {
  return (
    <section class="panel" aria-labelledby="complete">
      <h2 id="complete">Complete now</h2>
      <ProblemNotice problem={problem} fields={[]} />
      <Form class="form" action={`${HOME}/${id}/complete`}>
        <div class="fields">
          <ChoiceField
            name="outcome"
            label="Outcome"
            value={plan?.outcome}
            problem={problem}
            choices={[
              ['success', 'Success'],
              ['failure', 'Failure'],
            ]}
          />
          <GradeField problem={problem} />
          <CaptureField problem={problem} value={capture} />
        </div>
        <div class="buttons">
          <button type="submit">End the grading</button>
        </div>
      </Form>
    </section>
  );
}
