import type { ComponentChildren } from 'preact';
import { Form } from './form.js';

interface DialogProps {
  title: string;
  /** The address that dismissing it leads to. */
  back: string;
  children: ComponentChildren;
}

/**
 * A dialog on top of the page. It is open in the page as served; JavaScript makes it modal, and removes it from the
 * document when it is dismissed.
 */
export function Dialog({ title, back, children }: DialogProps) {
  return (
    <dialog open data-back={back} aria-labelledby="dialog-title">
      <h2 id="dialog-title">{title}</h2>
      {children}
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  /** The address that the confirmation is sent to. */
  action: string;
  /** The label of the button, such as `Revoke key`. */
  verb: string;
  back: string;
  /** Sent along with the confirmation. */
  fields?: Record<string, string | undefined>;
  children: ComponentChildren;
}

/** Asks for confirmation of something that cannot be undone. */
export function Confirm({ title, action, verb, back, fields = {}, children }: ConfirmProps) {
  return (
    <Dialog title={title} back={back}>
      <div class="prose">{children}</div>
      <Form action={action} class="buttons">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit" class="danger">
          {verb}
        </button>
        <a class="button quiet" href={back} data-dismiss autofocus>
          Cancel
        </a>
      </Form>
    </Dialog>
  );
}

/** The attributes of a link that opens a dialog of another address on top of this page. */
export function opensDialog(href: string) {
  return { href, 'hx-get': href, 'hx-select': 'dialog', 'hx-target': '#overlay', 'hx-swap': 'innerHTML' };
}
