import type { ComponentChildren } from 'preact';

/** Says that there is nothing, and what to do next. */
export function Empty({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="strong">{title}</p>
      <p>{children}</p>
    </div>
  );
}
