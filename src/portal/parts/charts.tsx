import type { LabelCount } from '../../store/counts.js';
import type { Delivery } from '../../store/deliveries.js';

const grades = Array.from({ length: 19 }, (_, index) => 1 + index / 2);
const WIDTH = 480;
const GAP = 4;
const HEIGHT = 120;
const FOOT = 18;

/** The number of cards of each grade, as bars. */
export function GradeChart({ counted }: { counted: readonly LabelCount[] }) {
  const counts = grades.map((grade) => counted.find(({ label }) => label === String(grade))?.count ?? 0);
  const most = Math.max(1, ...counts);
  const words = grades
    .map((grade, index) => [grade, counts[index] ?? 0] as const)
    .filter(([, count]) => count > 0)
    .map(([grade, count]) => `${grade}: ${count}`);
  const step = WIDTH / grades.length;
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`}
      role="img"
      aria-label={`Cards by grade. ${words.join(', ')}`}
    >
      <line class="axis" x1="0" x2={WIDTH} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
      {grades.map((grade, index) => {
        const count = counts[index] ?? 0;
        const height = barHeight(count, most);
        const x = index * step + GAP / 2;
        return (
          <g key={grade}>
            <rect class="bar" x={x} y={HEIGHT - height} width={step - GAP} height={height} rx="2">
              <title>{`Grade ${grade}: ${count}`}</title>
            </rect>
            {Number.isInteger(grade) && (
              <text x={x + (step - GAP) / 2} y={HEIGHT + 14}>
                {grade}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

const COLUMNS = 24;
const HOUR_MS = 3_600_000;

/** Deliveries over time, delivered and not, for the last hour or since the oldest of them. */
export function DeliveryChart({ deliveries, nowMs }: { deliveries: readonly Delivery[]; nowMs: number }) {
  const times = deliveries.map(({ createdAt }) => Date.parse(createdAt));
  const spanMs = Math.max(HOUR_MS, nowMs - Math.min(nowMs, ...times));
  const columns = Array.from({ length: COLUMNS }, () => ({ arrived: 0, other: 0 }));
  for (const { createdAt, state } of deliveries) {
    const age = Math.max(0, nowMs - Date.parse(createdAt));
    const column = columns[COLUMNS - 1 - Math.min(COLUMNS - 1, Math.floor((age / spanMs) * COLUMNS))];
    if (column !== undefined) column[state === 'delivered' ? 'arrived' : 'other'] += 1;
  }
  const most = Math.max(1, ...columns.map(({ arrived, other }) => arrived + other));
  const step = WIDTH / COLUMNS;
  const arrivedInAll = columns.reduce((sum, { arrived }) => sum + arrived, 0);
  const label = `Deliveries over time: ${arrivedInAll} delivered, ${deliveries.length - arrivedInAll} not.`;
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`} role="img" aria-label={label}>
      <line class="axis" x1="0" x2={WIDTH} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
      {columns.map(({ arrived, other }, index) => {
        const x = index * step + GAP / 2;
        const arrivedHeight = barHeight(arrived, most);
        const otherHeight = barHeight(other, most);
        return (
          <g key={index}>
            <title>{`${arrived} delivered, ${other} not`}</title>
            <rect
              class="bar good"
              x={x}
              y={HEIGHT - arrivedHeight}
              width={step - GAP}
              height={arrivedHeight}
            />
            <rect
              class="bar bad"
              x={x}
              y={HEIGHT - arrivedHeight - otherHeight}
              width={step - GAP}
              height={otherHeight}
            />
          </g>
        );
      })}
      <text class="start" x="2" y={HEIGHT + 14}>
        {spanWords(spanMs)} ago
      </text>
      <text class="finish" x={WIDTH - 2} y={HEIGHT + 14}>
        now
      </text>
    </svg>
  );
}

function barHeight(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(2, Math.round((count / most) * (HEIGHT - 8)));
}

function spanWords(spanMs: number): string {
  const hours = Math.round(spanMs / HOUR_MS);
  if (hours < 48) return hours === 1 ? '1 hour' : `${hours} hours`;
  return `${Math.round(hours / 24)} days`;
}
