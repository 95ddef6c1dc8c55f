import { htmlStyle } from './html-style.js';
import { html, Markup, type Part } from './markup.js';

/** A report as one HTML file, which needs nothing else: no script, no request, light, dark and printable. */
export function htmlPage(title: string, verdict: 'passed' | 'failed', header: Part, main: Part): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Markup(htmlStyle)}</style>
</head>
<body>
<header class="${verdict}">${header}</header>
<main>${main}</main>
</body>
</html>
`.text;
}
