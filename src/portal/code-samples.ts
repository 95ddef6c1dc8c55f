import { shellWord } from '../diagnosis/curl.js';
import type { JournalEntry } from '../http/journal.js';

/** A request as code. Its token is in the variable `CHCK_TOKEN` of the environment. */
export interface CodeSample {
  name: string;
  code: string;
}

/** A recorded call as commands and code that send it again. */
export function codeSamples(entry: JournalEntry, origin: string): CodeSample[] {
  const { method, requestBody } = entry;
  const url = origin + entry.url;
  const hasToken = entry.requestHeaders.authorization !== undefined;
  const contentType =
    requestBody === null ? undefined : (entry.requestHeaders['content-type'] ?? 'text/plain');
  const headers = [
    ...(contentType === undefined ? [] : [['Content-Type', contentType] as const]),
    ...(hasToken ? [['Authorization', 'Bearer '] as const] : []),
  ];
  const shellHeaders = headers.map(([name, value]) =>
    name === 'Authorization' ? '"Authorization: Bearer $CHCK_TOKEN"' : shellWord(`${name}: ${value}`),
  );
  const script = (token: string) =>
    headers.map(([name, value]) =>
      name === 'Authorization'
        ? `${JSON.stringify(name)}: ${token}`
        : `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
    );
  const body = requestBody ?? undefined;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
  const scriptToken = '`Bearer ${process.env.CHCK_TOKEN}`';
  return [
    {
      name: 'curl',
      code: [
        `curl -X ${method}`,
        ...shellHeaders.map((header) => `-H ${header}`),
        ...(body === undefined ? [] : [`--data-raw ${shellWord(body)}`]),
        shellWord(url),
      ].join(' '),
    },
    {
      name: 'fetch',
      code: [
        `await fetch(${JSON.stringify(url)}, {`,
        `  method: ${JSON.stringify(method)},`,
        `  headers: { ${script(scriptToken).join(', ')} },`,
        ...(body === undefined ? [] : [`  body: ${JSON.stringify(body)},`]),
        '});',
      ].join('\n'),
    },
    {
      name: 'Python',
      code: [
        'import os, urllib.request',
        'request = urllib.request.Request(',
        `    ${JSON.stringify(url)},`,
        `    method=${JSON.stringify(method)},`,
        `    headers={${script('f"Bearer {os.environ[\'CHCK_TOKEN\']}"').join(', ')}},`,
        ...(body === undefined ? [] : [`    data=${JSON.stringify(body)}.encode(),`]),
        ')',
        'print(urllib.request.urlopen(request).read().decode())',
      ].join('\n'),
    },
    {
      name: 'HTTPie',
      code: [
        ...(body === undefined ? [] : [`printf %s ${shellWord(body)} |`]),
        `http ${method} ${shellWord(url)}`,
        ...shellHeaders.map((header) => header.replace(': ', ':')),
      ].join(' '),
    },
  ];
}
