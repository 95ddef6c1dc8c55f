import type { ComponentChildren } from 'preact';

interface DialogProps {
  title: string;
  /** Where one is when it is dismissed; also without JavaScript. */
  back: string;
  children: ComponentChildren;
}

/**
 * Something that stands on top of the page until it is dismissed, and is then gone from the document. It is open in
 * the answer itself; where there is JavaScript it is made modal.
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
  /** Where the confirmation is sent. */
  action: string;
  /** What the button says, such as `Revoke key`. */
  verb: string;
  back: string;
  /** Sent along with the confirmation. */
  fields?: Record<string, string | undefined>;
  children: ComponentChildren;
}

/** Asks before something that cannot be undone. */
export function Confirm({ title, action, verb, back, fields = {}, children }: ConfirmProps) {
  return (
    <Dialog title={title} back={back}>
      <div class="prose">{children}</div>
      <form method="post" action={action} class="buttons">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit" class="danger">
          {verb}
        </button>
        <a class="button quiet" href={back} data-dismiss>
          Cancel
        </a>
      </form>
    </Dialog>
  );
}

/** The attributes of a link that opens a dialog of another address on top of this page. */
export function opensDialog(href: string) {
  return { href, 'hx-get': href, 'hx-select': 'dialog', 'hx-target': '#overlay', 'hx-swap': 'innerHTML' };
}
