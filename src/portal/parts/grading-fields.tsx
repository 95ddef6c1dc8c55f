import type { FormProblem } from '../page.js';
import { ChoiceField, TextField } from './field.js';

const grades = Array.from({ length: 19 }, (_, index) => String(10 - index / 2));

interface GradingFieldProps {
  problem: FormProblem | undefined;
  value?: string | undefined;
}

/** The choice of a grade from 10 down to 1 in half steps. */
export function GradeField({ problem, value }: GradingFieldProps) {
  return (
    <ChoiceField
      name="grade"
      label="Grade"
      value={value}
      problem={problem}
      choices={[['', 'From the seed'], ...grades.map((grade): [string, string] => [grade, grade])]}
    />
  );
}

/** The choice of the capture (contract §5). */
export function CaptureField({ problem, value }: GradingFieldProps) {
  return (
    <ChoiceField
      name="capture"
      label="Capture"
      value={value}
      problem={problem}
      choices={[
        ['full', 'Full'],
        ['two-image', 'Two images'],
      ]}
    />
  );
}

/** The card to be graded, by `user_card_id`. */
export function CardField({ problem, value }: GradingFieldProps) {
  return (
    <TextField
      name="card"
      label="Card"
      value={value}
      problem={problem}
      placeholder="Chosen by the seed"
      hint={
        <>
          A user_card_id from the <a href="/dashboard/cards?graded=raw">gallery</a>.
        </>
      }
    />
  );
}
