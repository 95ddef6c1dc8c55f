import type { ScenarioRun } from '../../services/run-scenario.js';
import { shortId } from './grading-text.js';

/** The number of links to gradings. */
const MAX_LINKS = 10;

/** What the last run of a scenario did. */
export function ScenarioResult({
  name,
  run: { steps, gradings, deliveries },
}: {
  name: string;
  run: ScenarioRun;
}) {
  return (
    <section class="panel" aria-labelledby="last-run">
      <h2 id="last-run">
        Last run: <bdi>{name}</bdi>
      </h2>
      <ol class="steps">
        {steps.map(({ kind, text }, index) => (
          <li key={index}>
            <span class="badge">{kind}</span> {text}
          </li>
        ))}
      </ol>
      <p>
        {gradings.slice(0, MAX_LINKS).map((id) => (
          <>
            <a key={id} href={`/dashboard/gradings/${id}`}>
              Grading <code>{shortId(id)}</code>
            </a>{' '}
          </>
        ))}
        {gradings.length > MAX_LINKS && `and ${gradings.length - MAX_LINKS} more. `}
        {deliveries.length > 0 && (
          <a href="/dashboard/webhooks">
            {deliveries.length === 1 ? '1 delivery' : `${deliveries.length} deliveries`}
          </a>
        )}
      </p>
    </section>
  );
}
