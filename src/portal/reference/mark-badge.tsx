import type { Mark } from '../../contract/provenance.js';

/** The provenance of a fact, and its page or section. */
export function MarkBadge({ mark: { provenance, source } }: { mark: Mark }) {
  return (
    <span class="mark">
      <span class={`badge ${provenance}`}>{provenance}</span>
      <small>{source}</small>
    </span>
  );
}
