import { stringify } from 'yaml';
import { InvalidArgumentError } from '../../errors.js';
import { parseSteps, type Scenario } from '../../services/scenario.js';
import { done, type FormProblem, type PageRequest, type PortalRoute, withProblem } from '../page.js';
import type { PageView } from '../page-result.js';
import { Empty } from '../parts/empty.js';
import { TextArea, TextField } from '../parts/field.js';
import { Form } from '../parts/form.js';
import { live } from '../parts/live.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { ScenarioResult } from '../parts/scenario-result.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { scenarioStep } from './fire-webhooks.js';

const HOME = '/dashboard/webhooks/scenarios';

const example = `- target: { url: "http://localhost:3000/webhooks" }
- start: { count: 2 }
- complete: { outcome: success, grade: 9.5 }
- fire: { outcome: failure, fault: { kind: duplicate } }
- fault: { kind: status, status: 503, next: 3 }
- advance: 10m
- resend: last
`;

/** Saved lists of steps, which QA runs again and edits. */
export function scenarioRoutes({ services: { scenarios } }: PortalDependencies): PortalRoute[] {
  const page = async ({ query, signIn }: PageRequest, problem?: FormProblem): Promise<PageView> => {
    const saved = await scenarios.list();
    const edited = saved.find(({ name }) => name === query.text('edit'));
    return {
      title: 'Scenarios',
      section: 'webhooks',
      parent: { name: 'Webhooks', href: '/dashboard/webhooks' },
      content: (
        <>
          {signIn.scenarioRun && <ScenarioResult {...signIn.scenarioRun} />}
          <ScenarioList scenarios={saved} />
          <Editor scenario={edited} problem={problem} />
        </>
      ),
    };
  };
  const show = (request: PageRequest, problem: FormProblem) => withProblem(page(request), problem);
  return [
    { method: 'get', path: '/webhooks/scenarios', show: (request) => page(request) },
    {
      method: 'post',
      path: '/webhooks/scenarios',
      async submit({ form }) {
        const { name } = await scenarios.save({
          name: form.raw('name'),
          steps: parseSteps(form.raw('steps')),
        });
        return done(HOME, `The scenario ${name} is saved.`);
      },
      show: page,
    },
    {
      method: 'post',
      path: '/webhooks/scenarios/run',
      async submit({ form, account, signIn }) {
        const name = form.raw('name');
        const run = await scenarios.run({ name, account: account.id });
        signIn.scenarioRun = { name, run };
        return done(HOME, `The scenario ${name} ran.`);
      },
      show,
    },
    {
      method: 'post',
      path: '/webhooks/scenarios/remove',
      async submit({ form }) {
        await scenarios.remove(form.raw('name'));
        return done(HOME, `The scenario ${form.raw('name')} is removed.`);
      },
      show,
    },
    {
      method: 'post',
      path: '/webhooks/scenarios/step',
      async submit({ form, account }) {
        const name = form.text('scenario');
        if (name === undefined) {
          throw new InvalidArgumentError('scenario', 'scenario must be the name of a new or saved scenario.');
        }
        const existing = (await scenarios.list()).find((one) => one.name === name);
        const steps = [...(existing?.steps ?? []), scenarioStep(form, account.id)];
        await scenarios.save({ name, steps });
        return done(
          HOME,
          `The scenario ${name} has ${steps.length === 1 ? '1 step' : `${steps.length} steps`}.`,
        );
      },
      show,
    },
  ];
}

function ScenarioList({ scenarios }: { scenarios: readonly Scenario[] }) {
  return (
    <section class="panel" aria-labelledby="saved" {...live('saved-scenarios', HOME, 'scenarios')}>
      <h2 id="saved">Saved</h2>
      {scenarios.length === 0 ? (
        <Empty title="No scenarios">
          Write one below, or add steps from the <a href="/dashboard/webhooks">switchboard</a>.
        </Empty>
      ) : (
        <ul class="list">
          {scenarios.map(({ name, steps }, index) => (
            <li key={name}>
              <div class="grow">
                <bdi class="strong break">{name}</bdi>
                <small class="block">{steps.map((step) => Object.keys(step)[0]).join(', ')}</small>
              </div>
              <div class="buttons">
                <NamedAction verb="Run" name={name} id={`run-${index}`} />
                <a
                  id={`edit-${index}`}
                  class="button quiet small"
                  href={`${HOME}?edit=${encodeURIComponent(name)}#editor`}
                >
                  Edit<span class="unseen"> {name}</span>
                </a>
                <NamedAction verb="Remove" name={name} id={`remove-${index}`} />
              </div>
            </li>
          ))}
        </ul>
      )}
      <p class="faint">
        The same on the command line: <code>chck scenarios run NAME</code>. A reset keeps scenarios.
      </p>
    </section>
  );
}

function NamedAction({ verb, name, id }: { verb: 'Run' | 'Remove'; name: string; id: string }) {
  return (
    <Form action={`${HOME}/${verb.toLowerCase()}`}>
      <input type="hidden" name="name" value={name} />
      <button id={id} type="submit" class={verb === 'Run' ? 'small' : 'quiet small'}>
        {verb}
        <span class="unseen"> {name}</span>
      </button>
    </Form>
  );
}

function Editor({ scenario, problem }: { scenario: Scenario | undefined; problem: FormProblem | undefined }) {
  return (
    <section class="panel" aria-labelledby="editor">
      <h2 id="editor">{scenario === undefined ? 'New scenario' : 'Edit scenario'}</h2>
      <ProblemNotice problem={problem} fields={['name', 'steps']} />
      <Form class="form" action={HOME}>
        <TextField name="name" label="Name" value={scenario?.name} problem={problem} maxLength={100} />
        <TextArea
          name="steps"
          label="Steps, in YAML or JSON"
          rows={10}
          value={scenario === undefined ? '' : stringify(scenario.steps)}
          problem={problem}
        />
        <div class="buttons">
          <button type="submit">Save scenario</button>
        </div>
      </Form>
      <details>
        <summary>Kinds of steps</summary>
        <pre class="bytes">{example}</pre>
      </details>
    </section>
  );
}
