import type { ComponentChildren } from 'preact';

interface FilterFormProps {
  /** The address of the page that is filtered. */
  action: string;
  /** The id of the part of the page that is replaced. */
  part: string;
  /** Further parts that are replaced, as a selector. */
  also?: string;
  children: ComponentChildren;
}

/** A form of filters. Its fields act as they change; without scripts it has a button. */
export function FilterForm({ action, part, also, children }: FilterFormProps) {
  return (
    <form
      class="filters"
      method="get"
      action={action}
      hx-get={action}
      hx-target={`#${part}`}
      hx-select={`#${part}`}
      hx-select-oob={also}
      hx-swap="outerHTML"
      hx-push-url="true"
      hx-trigger="submit, change from:select, input changed delay:250ms from:input"
    >
      {children}
      <noscript>
        <button type="submit">Show</button>
      </noscript>
    </form>
  );
}
