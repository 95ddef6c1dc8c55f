const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A parser turns a plain line break in an attribute into a blank.
  '\n': '&#10;',
};

// XML 1.0 cannot hold these even as a reference: most control characters, lone surrogates, two non-characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is searched for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text escaped for XML content and attributes. Characters that XML forbids become U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(forbidden, '\ufffd').replace(/[&<>"'\n]/g, (character) => entities[character] ?? '');
}
