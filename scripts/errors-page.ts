import { follow, type Mark, markOf, requireMark } from '../src/contract/provenance.js';
import { pointerTo } from '../src/openapi/json-pointer.js';
import type {
  MediaTypeObject,
  OpenApiDocument,
  Reference,
  ResponseObject,
  SchemaObject,
} from '../src/openapi/openapi-model.js';

import { operationNames } from './operation-names.js';

/** What a client does, by the name of the error's example in the document. */
const REMEDIES: Record<string, string> = {
  invalid_limit: 'Send a whole number from 1 to 100. Do not repeat the call as it is.',
  invalid_cursor: 'Send `next_cursor` of the page before, unchanged.',
  invalid_id: 'Send the id as a list or a webhook gave it.',
  bad_url: 'Percent-encode what goes into the path.',
  invalid_body: 'Mend what `details.fieldErrors` names. Do not repeat the call as it is.',
  malformed_json: 'Send JSON that parses.',
  missing_credentials: 'Send `Authorization: Bearer` and the token.',
  invalid_credentials: 'Stop: the key is revoked, or is none. Make a new one.',
  key_not_usable: 'Stop: ask CHCK to make the account a partner with a user.',
  not_found: "Ask for what the key's own lists name.",
  unknown_route: 'Correct the path or the method.',
  body_too_large: 'Send less.',
  unsupported_media_type: 'Send `Content-Type: application/json`.',
  too_many_requests: 'Wait as long as `Retry-After` says, then back off exponentially.',
  internal_server_error: 'Back off exponentially, and try again.',
  service_unavailable: 'Wait as long as `Retry-After` says if it is there; back off exponentially.',
};

/** One error that the document shows, with the operations that answer with it. */
export interface DocumentedError extends Mark {
  status: number;
  /** The application's code; null for the framework's errors, which have none. */
  code: string | null;
  name: string;
  when: string;
  body: object;
  operations: string[];
}

/** Every error of the document's examples, in the order of their statuses. */
export function documentedErrors(document: OpenApiDocument): DocumentedError[] {
  const errors = new Map<string, DocumentedError>();
  const { responses } = document.components;
  for (const operation of Object.values(document.paths).flatMap((item) => Object.values(item))) {
    for (const [status, entry] of Object.entries(operation.responses)) {
      if (!/^[45]\d\d$/.test(status)) continue;
      const above = markOf(operation, undefined, operation.operationId);
      const found = follow<ResponseObject>(entry, { name: 'responses', entries: responses }, status, above);
      for (const media of Object.values(found.node.content ?? {})) {
        for (const error of shown(document, media, Number(status), found.mark, found.pointer)) {
          const known = errors.get(`${found.pointer} ${error.name}`) ?? error;
          known.operations.push(operation.operationId);
          errors.set(`${found.pointer} ${error.name}`, known);
        }
      }
    }
  }
  return [...errors.values()].sort((a, b) => a.status - b.status);
}

function shown(
  document: OpenApiDocument,
  media: MediaTypeObject,
  status: number,
  above: Mark | undefined,
  pointer: string,
): DocumentedError[] {
  const mark = markOf(media, above, pointer);
  return Object.entries(media.examples).map(([name, { summary, value }]) => {
    if (typeof value !== 'object' || value === null) throw new Error(`${pointer}: ${name} is no object`);
    const own = markOfBody(document, media.schema, value, mark, pointerTo(pointer, name));
    const framework = 'statusCode' in value && typeof value.statusCode === 'number' ? value.statusCode : null;
    const code = framework === null && 'error' in value ? String(value.error) : null;
    return { ...own, status: framework ?? status, code, name, when: summary, body: value, operations: [] };
  });
}

/** The mark of the one shape, of those that an answer may have, which a body has. */
function markOfBody(
  document: OpenApiDocument,
  schema: SchemaObject | Reference,
  body: object,
  above: Mark | undefined,
  pointer: string,
): Mark {
  const { schemas } = document.components;
  const settled = follow(schema, { name: 'schemas', entries: schemas }, pointer, above);
  const shapes = settled.node.anyOf ?? [schema];
  const from = settled.node.anyOf === undefined ? above : settled.mark;
  const fitting = shapes
    .map((shape) => follow(shape, { name: 'schemas', entries: schemas }, pointer, from))
    .find(({ node }) => fits(node, body));
  return requireMark(fitting?.mark, pointer);
}

function fits({ required, properties }: SchemaObject, body: object): boolean {
  const values = new Map<string, unknown>(Object.entries(body));
  return (
    (required ?? []).every((name) => values.has(name)) &&
    Object.entries(properties ?? {}).every(
      ([name, property]) => !('const' in property) || property.const === values.get(name),
    )
  );
}

/** The page `docs/errors.md`: every error of the Partner API, with its body, its provenance and what a client does. */
export function errorsPage(document: OpenApiDocument): string {
  const errors = documentedErrors(document);
  const part = (framework: boolean): string[] => {
    const own = errors.filter(({ code }) => (code === null) === framework);
    return [table(document, own), ...own.map(bodyOf)];
  };
  return [
    '# Errors',
    '<!-- Generated by `npm run generate` from openapi/partner-api.v1.yaml; a test fails when it is out of date. -->',
    `What the Partner API refuses, and what a client does then. Go by the status and, where there is one, the code, never by a text. What is \`assumed\` has not been published ([limits](limits.md)).`,
    'Every answer of the mock has an `x-request-id`: `chck explain ID` tells why that call was refused, which value it was, and the nearest request that works.',
    '## Errors of the application',
    'The body is `{"error": code}`; `validation_error` has `details` too.',
    ...part(false),
    '## Errors of the framework',
    'The body has `statusCode`, `error` (the status in words) and `message`, and no code.',
    ...part(true),
    '## Image links',
    "An image link is no part of `/v1` and needs no key. Late, it answers 403 with S3's XML (`AccessDenied`, assumed), altered, 403 with `SignatureDoesNotMatch` (assumed). Read the grading or the card again: every read gives fresh links.",
    '## How to meet them',
    '`chck faults add status --status 503 --next 1` makes the next call fail; any status works that the operation documents ([faults](faults.md)).',
    '',
  ].join('\n\n');
}

function table(document: OpenApiDocument, errors: readonly DocumentedError[]): string {
  const rows = errors.map(({ status, code, when, operations, provenance, source, name }) => {
    const where = operationNames(document, operations);
    return `| ${status} | ${code === null ? '' : `\`${code}\``} | ${when} | ${where} | ${provenance}: ${source} | ${remedyOf(name)} |`;
  });
  return [
    '| status | code | when | operations | provenance | what a client does |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function remedyOf(name: string): string {
  const remedy = REMEDIES[name];
  if (remedy === undefined) throw new Error(`The error "${name}" has no remedy: add one to REMEDIES.`);
  return remedy;
}

function bodyOf({ status, when, body }: DocumentedError): string {
  return `### ${status}: ${when}\n\n\`\`\`json\n${JSON.stringify(body, null, 2)}\n\`\`\``;
}
