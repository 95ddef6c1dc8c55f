import type { Snapshot } from '../../services/snapshots.js';
import { Form } from './form.js';
import { Instant } from './moment.js';

const ACTION = '/dashboard/simulator/snapshots';

/** The states that can be restored. */
export function SnapshotPanel({ snapshots }: { snapshots: readonly Snapshot[] }) {
  return (
    <section class="panel" aria-labelledby="snapshots">
      <h2 id="snapshots">Snapshots</h2>
      <p class="faint">States of the whole mock, kept while it runs.</p>
      <ul class="list">
        {snapshots.map(({ id, takenAt }) => (
          <li key={id}>
            <code>{id}</code>
            <span class="grow">
              <Instant at={takenAt} />
            </span>
            <Form action={`${ACTION}/${id}/restore`}>
              <button type="submit" class="quiet small">
                Restore<span class="unseen"> {id}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
      <Form class="buttons" action={ACTION}>
        <button type="submit" class="quiet">
          Take snapshot
        </button>
      </Form>
    </section>
  );
}
