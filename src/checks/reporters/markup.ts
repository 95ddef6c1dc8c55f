/** Text that is markup already. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What can stand in a template: text is escaped, lists are joined, and null is nothing. */
export type Part = Markup | string | number | null | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (part === null) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string')
    return part.replace(/[&<>"']/g, (character) => entities[character] ?? character);
  return part.map(render).join('');
}

/** Markup from a template whose values are escaped. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(String.raw({ raw: texts }, ...parts.map(render)));
}
