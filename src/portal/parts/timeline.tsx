import type { TimelineEvent } from '../grading-timeline.js';
import { Instant, Moment } from './moment.js';

/** The number of the latest events that are shown, so that the page stays small. */
const MAX_SHOWN = 60;

/** Events in order. What is due has a countdown. */
export function Timeline({ events, nowMs }: { events: readonly TimelineEvent[]; nowMs: number }) {
  const shown = events.slice(-MAX_SHOWN);
  return (
    <>
      {shown.length < events.length && (
        <p class="faint">
          {(events.length - shown.length).toLocaleString('en')} earlier events are not shown.
        </p>
      )}
      <ol class="timeline">
        {shown.map(({ at, tone, kind, text, href }, index) => (
          <li key={index}>
            <Instant at={at} /> <span class={`badge ${tone}`}>{kind}</span>{' '}
            <span class="grow">{href === undefined ? text : <a href={href}>{text}</a>}</span>
            <small>
              <Moment at={at} nowMs={nowMs} />
            </small>
          </li>
        ))}
      </ol>
    </>
  );
}
