import { ConflictError } from '../../errors.js';
import { submitted, wholeNumber } from '../form-problem.js';
import type { FormProblem, PageView, PortalRoute, Visit } from '../page.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { ProblemNotice } from '../parts/form-problem-notice.js';
import { CaptureField, CardField, GradeField } from '../parts/grading-fields.js';
import type { PortalDependencies } from '../portal-dependencies.js';

const ACTION = '/dashboard/gradings';

/** Starts a new grading: which card, how it is photographed, how and when it ends. */
export function newGradingRoutes({ services: { gradings } }: PortalDependencies): PortalRoute[] {
  return [
    { method: 'get', path: '/gradings/new', reply: async (visit) => page(visit) },
    {
      method: 'post',
      path: '/gradings',
      reply: (visit) =>
        submitted(
          visit.form,
          async () => {
            const { form, account } = visit;
            if (account.userId === null)
              throw new ConflictError('This account has no user, and so no cards.');
            const { id } = await gradings.start({
              account: account.id,
              card: wholeNumber(form, 'card'),
              capture: form.oneOf('capture', ['full', 'two-image']),
              outcome: form.oneOf('outcome', ['success', 'failure']),
              grade: form.number('grade'),
              delay: form.text('delay'),
            });
            return { location: `${ACTION}/${id}` };
          },
          async (problem) => page(visit, problem),
        ),
    },
  ];
}

function page({ query }: Visit, problem?: FormProblem): PageView {
  return {
    title: 'New grading',
    section: 'gradings',
    status: problem === undefined ? 200 : 400,
    content: (
      <form class="panel form" method="post" action={ACTION}>
        <ProblemNotice problem={problem} fields={['card', 'delay']} />
        <div class="fields">
          <CardField problem={problem} value={query.text('card')} />
          <CaptureField problem={problem} />
          <ChoiceField
            name="outcome"
            label="Ends with"
            problem={problem}
            choices={[
              ['success', 'Success'],
              ['failure', 'Failure'],
            ]}
          />
          <GradeField problem={problem} />
          <TextField
            name="delay"
            label="Takes"
            value="10s"
            problem={problem}
            hint="Such as 30s or 5m on the mock's clock; 0s ends at once; empty waits until you complete it."
          />
        </div>
        <div class="buttons">
          <button type="submit">Start grading</button>
          <a class="button quiet" href={ACTION}>
            Cancel
          </a>
        </div>
      </form>
    ),
  };
}
