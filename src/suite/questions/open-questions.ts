import { documentFacts, type Fact } from '../../contract/document-facts.js';
import type { OpenApiDocument } from '../../openapi/document.js';
import type { Operation } from '../../openapi/operation.js';
import { documentOperations } from '../../openapi/operations.js';
import type { Rule } from '../rules/rule.js';

/** An assumed fact as a question to CHCK. */
export interface Question {
  /** The id of a rule, or `Q` with a number for a fact of the document. */
  id: string;
  question: string;
  /** The section of the contract that has our reading. */
  source: string;
  /** How many operations the fact applies to; undefined for a rule. */
  dependents: number | undefined;
  /** A shell command that shows how the service does it. `$BASE_URL` and `$TOKEN` are the reader's. */
  request: string;
  /** Whether requests that only read are enough for the response to it. */
  readOnly: boolean;
}

export interface OpenQuestions {
  /** What the service does: an assumed rule each, the most severe first. */
  behaviour: Question[];
  /** What the document says: an assumed fact each, in the order of how many operations depend on it. */
  document: Question[];
}

const severities = ['critical', 'major', 'minor'];

/** Every assumed fact of a document and every assumed rule as a question. */
export function openQuestions(document: OpenApiDocument, rules: readonly Rule[]): OpenQuestions {
  const operations = documentOperations(document);
  const asked = documentFacts(document)
    .filter(({ kind, provenance }) => kind === 'remark' || provenance === 'assumed')
    .map((fact) => ({ fact, dependents: dependentsOf(fact, operations) }))
    .sort((left, right) => right.dependents - left.dependents);
  return {
    behaviour: rules
      .filter(({ provenance }) => provenance === 'assumed')
      .toSorted((left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity))
      .map(ruleQuestion),
    document: asked.map(({ fact, dependents }, index) => ({
      id: `Q${index + 1}`,
      question: questionText(fact),
      source: fact.source,
      dependents,
      ...requestFor(fact, operations),
    })),
  };
}

function ruleQuestion({ id, title, source, needs }: Rule): Question {
  const command = `chck contract --base-url "$BASE_URL" --token "$TOKEN" --only ${id} --strict`;
  const readOnly = needs.length === 0;
  return {
    id,
    question: `Is it right that the service ${title}?`,
    source: `contract ${source}`,
    dependents: undefined,
    request: readOnly ? `${command} --read-only` : command,
    readOnly,
  };
}

/** For the body of an error, `usedBy` has its status: it counts for every operation with this status. */
function dependentsOf({ usedBy }: Fact, operations: readonly Operation[]): number {
  const names = new Set(
    usedBy.flatMap((name) => {
      const status = /^response (.+)$/.exec(name)?.[1];
      if (status === undefined) return [name];
      return operations
        .filter(({ responses }) => responses.some((response) => response.status === status))
        .map(({ id }) => id);
    }),
  );
  return names.size;
}

function questionText({ kind, subject, detail }: Fact): string {
  const name = /^\w+$/.test(subject) ? `\`${subject}\`` : subject;
  switch (kind) {
    case 'operation':
      return `Is there \`${detail}\`, and does it do what the document says of it?`;
    case 'parameter':
      return `Is there the ${name}?`;
    case 'response':
      return `Is there the ${name}?`;
    case 'header':
      return `Is there the ${name}?`;
    case 'property':
      return `Has ${name} the property \`${detail}\`, of this type?`;
    case 'keyword':
      return detail === 'presence'
        ? `Is ${name} always there?`
        : `Is \`${detail}\` of ${name} as the document says?`;
    case 'remark':
      return `Is this right of ${name}: ${detail.replace(/\.$/, '')}?`;
  }
}

const bearer = '-H "Authorization: Bearer $TOKEN"';
/** What a caller does to get a status that is no success, for the operation `GET /v1/cards`. */
const errorRequests: Readonly<Record<string, string>> = {
  '400': `curl -i ${bearer} "$BASE_URL/v1/cards?limit=0"`,
  '401': 'curl -i "$BASE_URL/v1/cards"',
  '404': `curl -i ${bearer} "$BASE_URL/v1/gradings/00000000-0000-4000-8000-000000000000"`,
  '413': `head -c 2000000 /dev/zero | curl -i ${bearer} -H "Content-Type: application/json" --data-binary @- "$BASE_URL/v1/webhook-targets"`,
  '415': `curl -i ${bearer} -H "Content-Type: text/csv" --data a "$BASE_URL/v1/webhook-targets"`,
  '429': `for i in $(seq 601); do curl -i ${bearer} "$BASE_URL/v1/account"; done`,
};
/** Errors for which a request that only reads is enough, below the rate limit. */
const readErrors = ['400', '401', '404'];

function requestFor(
  { subject, usedBy }: Fact,
  operations: readonly Operation[],
): Pick<Question, 'request' | 'readOnly'> {
  const statuses = [subject, ...usedBy].map((name) => /^response (\S+)$/.exec(name)?.[1] ?? '');
  const status = statuses.find((each) => Object.hasOwn(errorRequests, each));
  const error = status === undefined ? undefined : errorRequests[status];
  if (status !== undefined && error !== undefined)
    return { request: error, readOnly: readErrors.includes(status) };
  const used = operations.filter(({ id }) => usedBy.includes(id));
  const read = used.find(({ method }) => method === 'get');
  const [one = read] = used;
  if (one === undefined)
    return { request: 'wait for a webhook, or for an error of the service itself', readOnly: false };
  const { method, path, secured } = read ?? one;
  const url = `"$BASE_URL${path.replace('{id}', '$ID').replace('{user_card_id}', '$ID')}"`;
  const parts = [
    'curl -i',
    ...(secured ? [bearer] : []),
    ...(method === 'get' ? [] : [`-X ${method.toUpperCase()}`]),
    url,
  ];
  return {
    request: parts.join(' '),
    readOnly: read !== undefined && !statuses.some((each) => /^[45]/.test(each)),
  };
}
