import type { JournalEntry } from '../../http/journal.js';
import { readableBody } from '../json-text.js';
import { MarkedLines } from './marked-lines.js';
import { Status } from './status.js';

/** The responses to a call and to its replay side by side. Lines that differ are marked. */
export function Comparison({ original, replay }: { original: JournalEntry; replay: JournalEntry }) {
  const [before, after] = [linesOf(original), linesOf(replay)];
  return (
    <section class="panel" aria-labelledby="comparison">
      <h2 id="comparison">Before and after</h2>
      <div class="columns">
        <Side name="Original" entry={original} lines={before} others={after} />
        <Side name="Replay" entry={replay} lines={after} others={before} />
      </div>
    </section>
  );
}

function linesOf({ responseBody }: JournalEntry): string[] {
  return (readableBody(responseBody) ?? '').split('\n');
}

interface SideProps {
  name: string;
  entry: JournalEntry;
  lines: readonly string[];
  others: readonly string[];
}

function Side({ name, entry, lines, others }: SideProps) {
  return (
    <div class="message">
      <h3>
        {name} <Status status={entry.status} />{' '}
        <a href={`/dashboard/traffic/${entry.sequence}`}>
          <code>
            {entry.method} {entry.url.slice(0, 60)}
          </code>
        </a>
      </h3>
      <MarkedLines lines={lines} others={others} />
    </div>
  );
}
