import type { Capture, GradingState } from '../../store/gradings.js';

const words = {
  submitted: ['Submitted', ''],
  in_progress: ['In progress', 'live'],
  completed: ['Completed', 'good'],
  failed: ['Failed', 'bad'],
} as const;

/** The state of a grading as a badge. */
export function GradingStateBadge({ state }: { state: GradingState }) {
  const [name, tone] = words[state];
  return <span class={`badge ${tone}`}>{name}</span>;
}

export function stateWords(state: GradingState): string {
  return words[state][0];
}

/** The first part of a grading's id, for tables. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

export function captureWords(capture: Capture): string {
  return capture === 'full' ? 'Full' : 'Two images';
}
