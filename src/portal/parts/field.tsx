import type { ComponentChildren } from 'preact';
import type { FormProblem } from '../page.js';

interface FieldProps {
  name: string;
  /** Needed when another field of the page has the same name. Default: `field-` and the name. */
  id?: string;
  label: string;
  /** Said under the field. */
  hint?: ComponentChildren;
  problem?: FormProblem | undefined;
}

interface TextFieldProps extends FieldProps {
  type?: 'text' | 'search' | 'url' | 'number' | 'password';
  value?: string | undefined;
  placeholder?: string;
  required?: boolean;
  maxLength?: number;
  min?: number;
  max?: number;
  step?: number;
  autofocus?: boolean;
}

/** A field for a text or a number, with its label and what is wrong with it. */
export function TextField(props: TextFieldProps) {
  const { name, id = `field-${name}`, label, hint, problem, type = 'text', value, ...rest } = props;
  const wrong = problem?.field === name ? problem : undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type={type}
        value={problem === undefined ? value : problem.sent.raw(name)}
        autocomplete="off"
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={wrong ? `problem-${name}` : undefined}
        {...rest}
      />
      {hint && <small>{hint}</small>}
      <FieldProblem problem={wrong} label={label} />
    </div>
  );
}

function FieldProblem({ problem, label }: { problem: FormProblem | undefined; label: string }) {
  if (problem === undefined) return null;
  return (
    <small class="problem" id={`problem-${problem.field}`} role="alert">
      {labelled(problem, label)}
    </small>
  );
}

/** A field for a text of several lines. */
export function TextArea(props: FieldProps & { value: string; rows?: number }) {
  const { name, label, problem, value, rows = 4 } = props;
  const wrong = problem?.field === name ? problem : undefined;
  return (
    <div class="field">
      <label for={`field-${name}`}>{label}</label>
      <textarea
        id={`field-${name}`}
        name={name}
        rows={rows}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={wrong ? `problem-${name}` : undefined}
      >
        {problem === undefined ? value : problem.sent.raw(name)}
      </textarea>
      <FieldProblem problem={wrong} label={label} />
    </div>
  );
}

interface ChoiceFieldProps extends FieldProps {
  value?: string | undefined;
  /** Value and words. */
  choices: readonly (readonly [string, string])[];
}

/** A field for one of several values. */
export function ChoiceField({
  name,
  id = `field-${name}`,
  label,
  hint,
  problem,
  value,
  choices,
}: ChoiceFieldProps) {
  const chosen = problem === undefined ? value : problem.sent.raw(name);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name}>
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice} selected={choice === chosen}>
            {words}
          </option>
        ))}
      </select>
      {hint && <small>{hint}</small>}
    </div>
  );
}

/** The message of a problem, which names the field, with the label in place of the name. */
function labelled({ field, message }: FormProblem, label: string): string {
  return message.startsWith(`${field} `) ? label + message.slice(field.length) : message;
}
