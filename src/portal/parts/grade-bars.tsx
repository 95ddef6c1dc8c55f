import type { Grades } from '../../store/gradings.js';

const rows = [
  ['full', 'Overall'],
  ['centering', 'Centering'],
  ['corners', 'Corners'],
  ['edges', 'Edges'],
  ['surface', 'Surface'],
] as const;

const WIDTH = 200;

/** The five grades as bars from 0 to 10. */
export function GradeBars({ grades }: { grades: Grades }) {
  return (
    <dl class="bars">
      {rows.map(([field, name]) => {
        const grade = grades[field];
        return (
          <div key={field} class={field}>
            <dt>{name}</dt>
            <dd>
              <svg viewBox={`0 0 ${WIDTH} 8`} preserveAspectRatio="none" aria-hidden="true">
                <rect class="track" width={WIDTH} height="8" rx="4" />
                <rect class="fill" width={((grade ?? 0) / 10) * WIDTH} height="8" rx="4" />
              </svg>
              <span class="number">{grade ?? <span class="faint">None</span>}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
