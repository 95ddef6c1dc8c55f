import type { ClockReading } from '../../services/clock.js';
import type { SettledEvent } from '../../services/settled-event.js';
import type { FormProblem } from '../page.js';
import { TextField } from './field.js';
import { Form } from './form.js';
import { shortId } from './grading-text.js';
import { live } from './live.js';
import { ClockTime, Instant, Moment } from './moment.js';
import { ProblemNotice } from './problem-notice.js';

const ACTION = '/dashboard/simulator/clock';
const steps = [
  ['1m', '1 minute'],
  ['6m', '6 minutes'],
  ['1h', '1 hour'],
  ['1d', '1 day'],
] as const;
const MAX_SHOWN = 100;

interface ClockPanelProps {
  reading: ClockReading;
  /** What became due when this person last advanced the clock. */
  settled: readonly SettledEvent[] | undefined;
  /** When the next event is due, ISO 8601. */
  nextDue: string | undefined;
  nowMs: number;
  problem: FormProblem | undefined;
}

/** The mock's clock and its controls. */
export function ClockPanel({
  reading: { now, frozen, offsetMs },
  settled,
  nextDue,
  nowMs,
  problem,
}: ClockPanelProps) {
  return (
    <section class="panel" aria-labelledby="clock">
      <h2 id="clock">Clock</h2>
      <div class="stack" {...live('clock-state', '/dashboard/simulator', 'clock', 'deliveries', 'gradings')}>
        <p class="clock">
          <ClockTime now={now} /> <small>UTC</small>{' '}
          {frozen ? <span class="badge warn">frozen</span> : <span class="badge good">running</span>}
        </p>
        <p class="faint">{aheadWords(offsetMs)}</p>
        <p>
          {nextDue === undefined ? (
            <span class="faint">Nothing is due.</span>
          ) : (
            <>
              The next event is due <Moment at={nextDue} nowMs={nowMs} />.
            </>
          )}
        </p>
        <div class="buttons">
          <Form action={`${ACTION}/${frozen ? 'resume' : 'freeze'}`}>
            <button type="submit" class="quiet">
              {frozen ? 'Resume' : 'Freeze'}
            </button>
          </Form>
          {nextDue !== undefined && (
            <Form action={`${ACTION}/next`}>
              <button type="submit" class="quiet">
                Advance to the next event
              </button>
            </Form>
          )}
          {Math.abs(offsetMs) >= 1000 && (
            <Form action={`${ACTION}/real-time`}>
              <button type="submit" class="quiet">
                Back to real time
              </button>
            </Form>
          )}
        </div>
      </div>
      <ProblemNotice problem={problem} fields={['by']} />
      <Form class="row-form" action={`${ACTION}/advance`}>
        <TextField name="by" label="Advance by" value="6m" problem={problem} />
        <button type="submit">Advance</button>
      </Form>
      <Form class="buttons" action={`${ACTION}/advance`}>
        {steps.map(([by, words]) => (
          <button key={by} type="submit" name="by" value={by} class="quiet small">
            {words}
          </button>
        ))}
      </Form>
      {settled && <Settled events={settled} />}
    </section>
  );
}

function aheadWords(offsetMs: number): string {
  const minutes = Math.round(offsetMs / 60_000);
  if (Math.abs(offsetMs) < 1000) return 'The clock shows real time.';
  const direction = offsetMs > 0 ? 'ahead of' : 'behind';
  const far =
    Math.abs(minutes) >= 1
      ? `${Math.abs(minutes).toLocaleString('en')} min`
      : `${Math.abs(Math.round(offsetMs / 1000))} s`;
  return `The clock is ${far} ${direction} real time.`;
}

function Settled({ events }: { events: readonly SettledEvent[] }) {
  return (
    <div>
      <h3>What became due</h3>
      {events.length === 0 && <p class="faint">Nothing was due.</p>}
      <ul class="list">
        {events.slice(0, MAX_SHOWN).map((event, index) => (
          <li key={index}>
            <Instant at={event.at} />
            <span class="grow">
              <EventWords event={event} />
            </span>
          </li>
        ))}
      </ul>
      {events.length > MAX_SHOWN && <p class="faint">and {events.length - MAX_SHOWN} more.</p>}
    </div>
  );
}

function EventWords({ event }: { event: SettledEvent }) {
  if (event.kind === 'image_links_expired') {
    return <>{event.count === 1 ? 'An image link' : `${event.count} image links`} expired</>;
  }
  const grading = (
    <a href={`/dashboard/gradings/${event.gradingId}`}>
      <code>{shortId(event.gradingId)}</code>
    </a>
  );
  if (event.kind === 'grading_moved') {
    return (
      <>
        Grading {grading} is {event.state.replace('_', ' ')}
      </>
    );
  }
  return (
    <>
      <a href={`/dashboard/webhooks/deliveries/${event.deliveryId}`}>Delivery #{event.deliveryId}</a>, attempt{' '}
      {event.number}: {event.status ?? event.failure}
    </>
  );
}
