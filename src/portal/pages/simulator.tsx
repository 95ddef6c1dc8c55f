import { listWorlds } from '../../world/load-world.js';
import { Fields } from '../form.js';
import { submitted, wholeNumber } from '../form-problem.js';
import type { FormProblem, PageView, PortalRoute, Reply, Visit } from '../page.js';
import { ClockPanel } from '../parts/clock-panel.js';
import { Confirm } from '../parts/dialog.js';
import { FaultPanel } from '../parts/fault-panel.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { ProblemNotice } from '../parts/form-problem-notice.js';
import { Moment } from '../parts/moment.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { faultOrderOf } from './fault-input.js';

const HOME = '/dashboard/simulator';

interface Extra {
  dialog?: PageView['dialog'];
  clockProblem?: FormProblem;
  faultProblem?: FormProblem;
  worldProblem?: FormProblem;
}

/** The clock, the faults in force, the world and the rate limit. */
export function simulatorRoutes(dependencies: PortalDependencies): PortalRoute[] {
  const { services, clock, rateLimiter } = dependencies;
  const page = async (visit: Visit, extra: Extra = {}): Promise<PageView> => {
    const { dialog, clockProblem, faultProblem, worldProblem } = extra;
    return {
      title: 'Simulator',
      section: 'simulator',
      ...(dialog !== undefined && { dialog }),
      status: (clockProblem ?? faultProblem ?? worldProblem) ? 400 : 200,
      content: (
        <>
          <div class="columns">
            <ClockPanel
              reading={services.clock.read()}
              settled={visit.signIn.settled}
              problem={clockProblem}
            />
            <div class="stack">
              <WorldPanel world={services.world.current} problem={worldProblem} />
              <RateLimit
                limit={rateLimiter?.limit}
                windows={rateLimiter?.windows() ?? []}
                nowMs={clock.nowMs()}
              />
            </div>
          </div>
          <FaultPanel
            faults={await services.faults.list()}
            accounts={await services.accounts.list()}
            problem={faultProblem}
            nowMs={visit.nowMs}
          />
        </>
      ),
    };
  };
  const said = (visit: Visit, text: string): Reply => {
    visit.signIn.notice = { kind: 'done', text };
    return { location: HOME };
  };
  return [
    { method: 'get', path: '/simulator', reply: (visit) => page(visit) },
    {
      method: 'post',
      path: '/simulator/clock/advance',
      reply: (visit) =>
        submitted(
          visit.form,
          async () => {
            visit.signIn.settled = await services.clock.advance(visit.form.raw('by'));
            return said(visit, `The clock shows ${clock.now()}.`);
          },
          (clockProblem) => page(visit, { clockProblem }),
        ),
    },
    {
      method: 'post',
      path: '/simulator/clock/freeze',
      async reply(visit) {
        await services.clock.freeze();
        return said(visit, `The clock stands still at ${clock.now()}.`);
      },
    },
    {
      method: 'post',
      path: '/simulator/clock/resume',
      async reply(visit) {
        await services.clock.resume();
        return said(visit, 'The clock runs.');
      },
    },
    {
      method: 'post',
      path: '/simulator/faults',
      reply: (visit) =>
        submitted(
          visit.form,
          async () => {
            const { kind, remaining } = await services.faults.add(faultOrderOf(visit.form));
            return said(
              visit,
              `${kind} is in force${remaining === null ? ' until you remove it' : `, ${remaining} times`}.`,
            );
          },
          (faultProblem) => page(visit, { faultProblem }),
        ),
    },
    {
      method: 'post',
      path: '/simulator/faults/:id/remove',
      async reply(visit) {
        await services.faults.remove(new Fields(new URLSearchParams(visit.params)).id('id') ?? 0);
        return said(visit, 'The fault is removed.');
      },
    },
    {
      method: 'get',
      path: '/simulator/reset',
      reply: async (visit) => page(visit, { dialog: <ConfirmReset query={visit.query} /> }),
    },
    {
      method: 'post',
      path: '/simulator/reset',
      reply: (visit) =>
        submitted(
          visit.form,
          async () => {
            const { form } = visit;
            await services.world.reset({ world: form.text('world'), seed: wholeNumber(form, 'seed') });
            return { location: '/dashboard/sign-in' };
          },
          (worldProblem) => page(visit, { worldProblem }),
        ),
    },
  ];
}

function WorldPanel({
  world: { source, seed },
  problem,
}: {
  world: { source: string; seed: number };
  problem: FormProblem | undefined;
}) {
  const worlds = listWorlds();
  const choices = worlds.includes(source) ? worlds : [source, ...worlds];
  return (
    <section class="panel" aria-labelledby="world">
      <h2 id="world">World</h2>
      <p>
        <bdi class="strong">{source}</bdi>, seed {seed}
      </p>
      <ProblemNotice problem={problem} fields={['seed']} />
      <form
        class="row-form"
        method="get"
        action={`${HOME}/reset`}
        hx-get={`${HOME}/reset`}
        hx-select="dialog"
        hx-target="#overlay"
      >
        <ChoiceField
          name="world"
          label="World"
          value={source}
          problem={problem}
          choices={choices.map((name): [string, string] => [name, name])}
        />
        <TextField name="seed" label="Seed" value={String(seed)} problem={problem} />
        <button type="submit" class="quiet">
          Reset…
        </button>
      </form>
      <p class="faint">Resetting to the same world and seed makes it as it was at first.</p>
    </section>
  );
}

function ConfirmReset({ query }: { query: Fields }) {
  const world = query.text('world');
  const seed = query.text('seed');
  return (
    <Confirm
      title="Reset the mock?"
      action={`${HOME}/reset`}
      verb="Reset"
      back={HOME}
      fields={{ world, seed }}
    >
      <p>
        The world {world && <bdi class="strong">{world}</bdi>}
        {seed && ` with seed ${seed}`} is made anew. Everything that happened since is forgotten: keys,
        targets, gradings, deliveries, faults, traffic and the clock. Everyone is signed out.
      </p>
    </Confirm>
  );
}

interface RateLimitProps {
  limit: number | undefined;
  windows: { client: string; used: number; renewsAt: string }[];
  nowMs: number;
}

function RateLimit({ limit, windows, nowMs }: RateLimitProps) {
  return (
    <section
      id="rate-limit"
      class="panel"
      aria-labelledby="rate-limit-title"
      hx-get={HOME}
      hx-trigger="traffic from:body, clock from:body"
      hx-select="#rate-limit"
      hx-swap="outerHTML"
    >
      <h2 id="rate-limit-title">Rate limit</h2>
      {limit === undefined ? (
        <p class="faint">Off: requests are not counted.</p>
      ) : (
        <p>{limit} requests a minute for each client address.</p>
      )}
      {limit !== undefined && windows.length === 0 && <p class="faint">No request within the last minute.</p>}
      {limit !== undefined && windows.length > 0 && (
        <ul class="list">
          {windows.slice(0, 20).map(({ client, used, renewsAt }) => (
            <li key={client}>
              <code>{client}</code>
              <span class={used > limit ? 'badge bad' : 'badge'}>
                {used} of {limit}
              </span>
              <span class="faint end">
                renewed <Moment at={renewsAt} nowMs={nowMs} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
