import type { Attempt } from '../../store/attempts.js';
import type { Fields } from '../form.js';
import { readableBody } from '../json-text.js';
import { attemptResult } from './delivery-table.js';
import { ChoiceField } from './field.js';
import { MarkedLines } from './marked-lines.js';

/** The number of the latest attempts that can be chosen. */
const MAX_CHOICES = 200;

interface AttemptComparisonProps {
  attempts: readonly Attempt[];
  /** `a` and `b` are the numbers of the attempts. Default: the last two. */
  query: Fields;
}

/** Two attempts of a delivery side by side. Lines that differ are marked. */
export function AttemptComparison({ attempts, query }: AttemptComparisonProps) {
  const find = (name: string) => attempts.find(({ number }) => number === query.id(name));
  const before = find('a') ?? attempts.at(-2);
  const after = find('b') ?? attempts.at(-1);
  if (before === undefined || after === undefined) return null;
  const choices = attempts
    .slice(-MAX_CHOICES)
    .map((attempt): [string, string] => [
      String(attempt.number),
      `${attempt.number}: ${attemptResult(attempt)}`,
    ]);
  return (
    <section class="panel" aria-labelledby="difference">
      <h2 id="difference">Difference between attempts</h2>
      <form class="row-form" method="get">
        <ChoiceField name="a" label="Attempt" value={String(before.number)} choices={choices} />
        <ChoiceField name="b" label="Compared with" value={String(after.number)} choices={choices} />
        <button type="submit" class="quiet">
          Compare
        </button>
      </form>
      <div class="columns">
        <Side attempt={before} other={after} />
        <Side attempt={after} other={before} />
      </div>
    </section>
  );
}

function Side({ attempt, other }: { attempt: Attempt; other: Attempt }) {
  return (
    <div class="message">
      <h3>
        Attempt {attempt.number}: {attemptResult(attempt)}
      </h3>
      <MarkedLines lines={linesOf(attempt)} others={linesOf(other)} />
    </div>
  );
}

function linesOf(attempt: Attempt): string[] {
  const { requestHeaders, requestBody, responseHeaders, responseBody, failureDetail } = attempt;
  const headers = (sent: Record<string, string> | null) =>
    Object.entries(sent ?? {}).map(([name, value]) => `${name}: ${value}`);
  return [
    'Request',
    ...headers(requestHeaders),
    ...(readableBody(requestBody) ?? '').split('\n'),
    '',
    `Response: ${attemptResult(attempt)}`,
    ...(failureDetail === null ? [] : [failureDetail]),
    ...headers(responseHeaders),
    ...(readableBody(responseBody) ?? '').split('\n'),
  ];
}
