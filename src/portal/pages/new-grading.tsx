import { ConflictError } from '../../errors.js';
import type { FormProblem, PageRequest, PortalRoute } from '../page.js';
import type { PageView } from '../page-result.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { Form } from '../parts/form.js';
import { CaptureField, CardField, GradeField } from '../parts/grading-fields.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import type { PortalDependencies } from '../portal-dependencies.js';

const ACTION = '/dashboard/gradings';

/** The form that starts a grading. */
export function newGradingRoutes({ services: { gradings } }: PortalDependencies): PortalRoute[] {
  return [
    { method: 'get', path: '/gradings/new', show: async (request) => page(request) },
    {
      method: 'post',
      path: '/gradings',
      async submit({ form, account }) {
        if (account.userId === null) throw new ConflictError('This account has no user, and so no cards.');
        const { id } = await gradings.start({
          account: account.id,
          card: form.wholeNumber('card'),
          capture: form.oneOf('capture', ['full', 'two-image']),
          outcome: form.oneOf('outcome', ['success', 'failure']),
          grade: form.number('grade'),
          delay: form.text('delay'),
        });
        return { location: `${ACTION}/${id}` };
      },
      show: async (request, problem) => page(request, problem),
    },
  ];
}

function page({ query }: PageRequest, problem?: FormProblem): PageView {
  return {
    title: 'New grading',
    section: 'gradings',
    parent: { name: 'Gradings', href: '/dashboard/gradings' },
    content: (
      <Form class="panel form" action={ACTION}>
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
            label="Delay"
            value="10s"
            problem={problem}
            hint="Such as 30s or 5m on the mock's clock. 0s ends at once. Empty: until you complete it."
          />
        </div>
        <div class="buttons">
          <button type="submit">Start grading</button>
          <a class="button quiet" href={ACTION}>
            Cancel
          </a>
        </div>
      </Form>
    ),
  };
}
