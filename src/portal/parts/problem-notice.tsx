import type { FormProblem } from '../page.js';

/** What is wrong with a form as a whole. Problems of one of the `fields` are shown there. */
export function ProblemNotice({
  problem,
  fields,
}: {
  problem: FormProblem | undefined;
  fields: readonly string[];
}) {
  if (problem === undefined || fields.includes(problem.field)) return null;
  return (
    <p class="notice failed" role="alert">
      {problem.message}
    </p>
  );
}
