import type { ComponentChildren } from 'preact';
import { pictureUrl } from './card-text.js';

/** JSON, indented and coloured, with links to this mock's pictures. */
export function JsonView({ value, origin }: { value: unknown; origin: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre class="json" tabIndex={0}>
      <code>{printed(value, '', origin)}</code>
    </pre>
  );
}

function printed(value: unknown, indent: string, origin: string): ComponentChildren {
  if (typeof value === 'string') return text(value, origin);
  if (typeof value !== 'object' || value === null) return <span class="n">{JSON.stringify(value)}</span>;
  const deeper = `${indent}  `;
  const isList = Array.isArray(value);
  const entries: [string, unknown][] = isList
    ? value.map((item, index) => [String(index), item])
    : Object.entries(value);
  if (entries.length === 0) return isList ? '[]' : '{}';
  return [
    isList ? '[\n' : '{\n',
    ...entries.map(([name, child], index) => [
      deeper,
      isList ? null : <b>{JSON.stringify(name)}</b>,
      isList ? null : ': ',
      printed(child, deeper, origin),
      index < entries.length - 1 ? ',\n' : '\n',
    ]),
    indent,
    isList ? ']' : '}',
  ];
}

function text(value: string, origin: string): ComponentChildren {
  const written = JSON.stringify(value);
  if (!value.startsWith(`${origin}/images/`)) return <span class="s">{written}</span>;
  // Not the link itself: the portal's own requests must not appear in the traffic.
  const [pathname = ''] = value.slice(origin.length).split('?');
  return (
    <a href={pictureUrl(pathname.slice('/images/'.length))} target="_blank" rel="noreferrer">
      {written}
    </a>
  );
}
