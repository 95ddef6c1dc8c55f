import { ConflictError } from '../../errors.js';
import { type FaultKind, isFaultKind } from '../../faults/fault-kinds.js';
import { listWorlds } from '../../world/load-world.js';
import type { Fields } from '../form.js';
import { done, type FormProblem, type PageRequest, type PortalRoute, withProblem } from '../page.js';
import type { PageView } from '../page-result.js';
import { ClockPanel } from '../parts/clock-panel.js';
import { Confirm } from '../parts/dialog.js';
import { FaultPanel } from '../parts/fault-panel.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { live } from '../parts/live.js';
import { Moment } from '../parts/moment.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { SnapshotPanel } from '../parts/snapshot-panel.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { faultInputOf } from './fault-input.js';

const HOME = '/dashboard/simulator';

interface Extra {
  dialog?: PageView['dialog'];
  clockProblem?: FormProblem;
  faultProblem?: FormProblem;
  worldProblem?: FormProblem;
}

/** The clock, the world, the rate limit and the active faults. */
export function simulatorRoutes(dependencies: PortalDependencies): PortalRoute[] {
  const { services, clock, rateLimiter } = dependencies;
  const activeKeys = async ({ account }: PageRequest) =>
    (await services.keys.list({ account: account.id })).filter(({ revokedAt }) => revokedAt === null);
  const page = async (request: PageRequest, extra: Extra = {}): Promise<PageView> => {
    const { dialog, clockProblem, faultProblem, worldProblem } = extra;
    return {
      title: 'Simulator',
      section: 'simulator',
      ...(dialog !== undefined && { dialog }),
      content: (
        <>
          <div class="columns">
            <ClockPanel
              reading={services.clock.read()}
              settled={request.signIn.settled}
              nextDue={await services.clock.nextDue()}
              nowMs={request.nowMs}
              problem={clockProblem}
            />
            <div class="stack">
              <WorldPanel world={services.world.current} problem={worldProblem} />
              <SnapshotPanel snapshots={await services.snapshots.list()} />
              <RateLimit
                limit={rateLimiter?.limit}
                windows={rateLimiter?.windows() ?? []}
                nowMs={clock.nowMs()}
              />
            </div>
          </div>
          <FaultPanel
            faults={await services.faults.list()}
            kind={kindOf(request)}
            accounts={await services.accounts.list()}
            keys={await activeKeys(request)}
            targets={
              request.account.userId === null
                ? []
                : await services.targets.list({ account: request.account.id })
            }
            problem={faultProblem}
            nowMs={request.nowMs}
          />
        </>
      ),
    };
  };
  return [
    { method: 'get', path: '/simulator', show: (request) => page(request) },
    {
      method: 'post',
      path: '/simulator/clock/advance',
      async submit({ form, signIn }) {
        signIn.settled = await services.clock.advance(form.raw('by'));
        return done(HOME, `The clock shows ${clock.now()}.`);
      },
      show: (request, clockProblem) => page(request, { clockProblem }),
    },
    {
      method: 'post',
      path: '/simulator/clock/next',
      async submit({ signIn }) {
        const due = await services.clock.nextDue();
        if (due === undefined) throw new ConflictError('Nothing is due.');
        signIn.settled = await services.clock.advance(Math.max(0, Date.parse(due) - clock.nowMs()));
        return done(HOME, `The clock shows ${clock.now()}.`);
      },
      show: (request, problem) => withProblem(page(request), problem),
    },
    {
      method: 'post',
      path: '/simulator/clock/real-time',
      async submit() {
        await services.clock.returnToRealTime();
        return done(HOME, 'The clock shows real time.');
      },
    },
    {
      method: 'post',
      path: '/simulator/clock/freeze',
      async submit() {
        await services.clock.freeze();
        return done(HOME, `The clock is frozen at ${clock.now()}.`);
      },
    },
    {
      method: 'post',
      path: '/simulator/clock/resume',
      async submit() {
        await services.clock.resume();
        return done(HOME, 'The clock runs.');
      },
    },
    {
      method: 'post',
      path: '/simulator/faults',
      async submit({ form }) {
        const { kind, remaining } = await services.faults.add(faultInputOf(form));
        const times =
          remaining === null ? 'until you remove it' : remaining === 1 ? 'once' : `${remaining} times`;
        return done(HOME, `The fault ${kind} is active: it applies ${times}.`);
      },
      show: (request, faultProblem) => page(request, { faultProblem }),
    },
    {
      method: 'post',
      path: '/simulator/faults/remove-all',
      async submit() {
        await services.faults.clear();
        return done(HOME, 'All faults are removed.');
      },
    },
    {
      method: 'post',
      path: '/simulator/snapshots',
      async submit() {
        const { id } = await services.snapshots.take();
        return done(HOME, `The state is kept as ${id}.`);
      },
    },
    {
      method: 'post',
      path: '/simulator/snapshots/:id/restore',
      async submit({ params }) {
        const id = params.raw('id');
        await services.snapshots.restore(id);
        return done(HOME, `The state of ${id} is restored.`);
      },
      show: (request, problem) => withProblem(page(request), problem),
    },
    {
      method: 'post',
      path: '/simulator/faults/:id/remove',
      async submit({ params }) {
        await services.faults.remove(params.id('id') ?? 0);
        return done(HOME, 'The fault is removed.');
      },
      show: (request, problem) => withProblem(page(request), problem),
    },
    {
      method: 'get',
      path: '/simulator/reset',
      show: (request) => page(request, { dialog: <ConfirmReset query={request.query} /> }),
    },
    {
      method: 'post',
      path: '/simulator/reset',
      async submit({ form }) {
        await services.world.resetOverHttp({ world: form.text('world'), seed: form.wholeNumber('seed') });
        const { source, seed } = services.world.current;
        return done(HOME, `The world ${source} with seed ${seed} is recreated.`);
      },
      show: (request, worldProblem) => page(request, { worldProblem }),
    },
  ];
}

/** The kind of fault that the form is shown for. */
function kindOf({ query, form }: PageRequest): FaultKind {
  const kind = form.text('kind') ?? query.text('kind');
  return kind !== undefined && isFaultKind(kind) ? kind : 'status';
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
      <p class="faint">Resetting to the same world and seed restores its initial state.</p>
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
        {seed && ` with seed ${seed}`} is recreated. Everything that happened since is deleted: keys, targets,
        gradings, deliveries, faults, traffic and the clock. Everybody is signed out.
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
      {...live('rate-limit', HOME, 'traffic', 'clock')}
      class="panel"
      aria-labelledby="rate-limit-title"
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
