import type { ComponentChildren } from 'preact';

/** Shown in place of an empty list, with what to do next. */
export function Empty({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="strong">{title}</p>
      <p>{children}</p>
    </div>
  );
}
