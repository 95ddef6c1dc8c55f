import { randomUUID } from 'node:crypto';
import type { ComponentChildren } from 'preact';

interface FormProps {
  action: string;
  class?: string;
  children: ComponentChildren;
  /** Further attributes, such as htmx's. */
  [attribute: string]: unknown;
}

/** A form that changes something. Its submission id makes sure that the change is made once. */
export function Form({ action, children, ...attributes }: FormProps) {
  return (
    <form method="post" action={action} hx-sync="this:drop" {...attributes}>
      <SubmissionId />
      {children}
    </form>
  );
}

/** The hidden field by which a form that is sent twice is recognised. */
export function SubmissionId() {
  return <input type="hidden" name="submission" value={randomUUID()} />;
}
