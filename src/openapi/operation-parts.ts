import { follow, type Mark, markOf, requireMark } from '../contract/provenance.js';
import { pointerTo } from './json-pointer.js';
import type {
  HeaderObject,
  MediaTypeObject,
  OpenApiDocument,
  ParameterObject,
  Reference,
  RequestBodyObject,
  ResponseObject,
} from './openapi-model.js';
import type { Content, OperationResponse, Parameter, ResponseHeader } from './operation.js';
import { resolveSchema } from './resolve-schema.js';

type Inherited = Mark | undefined;

/** A request body's content, or null when there is none. */
export function resolveRequestBody(
  document: OpenApiDocument,
  node: RequestBodyObject | undefined,
  pointer: string,
  inherited: Inherited,
): Content | null {
  return node === undefined
    ? null
    : resolveContent(document, node.content, pointer, markOf(node, inherited, pointer));
}

/** A parameter with its references followed. */
export function resolveParameter(
  document: OpenApiDocument,
  referrer: ParameterObject | Reference,
  pointer: string,
  inherited: Inherited,
): Parameter {
  const section = { name: 'parameters', entries: document.components.parameters } as const;
  const { node, pointer: place, mark } = follow<ParameterObject>(referrer, section, pointer, inherited);
  const { name, in: location, required = false, description, example } = node;
  const schema = resolveSchema(document, node.schema, pointerTo(place, 'schema'), mark);
  const placed = { ...requireMark(mark, place), pointer: place };
  return { name, in: location, required, description, example, schema, mark: placed };
}

/** A response with its headers and its body, references followed. */
export function resolveResponse(
  document: OpenApiDocument,
  status: string,
  referrer: ResponseObject | Reference,
  pointer: string,
  inherited: Inherited,
): OperationResponse {
  const section = { name: 'responses', entries: document.components.responses } as const;
  const { node, pointer: place, mark } = follow<ResponseObject>(referrer, section, pointer, inherited);
  return {
    status,
    description: node.description,
    headers: Object.entries(node.headers ?? {}).map(([name, header]) =>
      resolveHeader(document, name, header, pointerTo(place, 'headers', name), mark),
    ),
    content: resolveContent(document, node.content, place, mark),
    mark: { ...requireMark(mark, place), pointer: place },
  };
}

function resolveHeader(
  document: OpenApiDocument,
  name: string,
  referrer: HeaderObject | Reference,
  pointer: string,
  inherited: Inherited,
): ResponseHeader {
  const section = { name: 'headers', entries: document.components.headers } as const;
  const { node, pointer: place, mark } = follow<HeaderObject>(referrer, section, pointer, inherited);
  const { required = false, description, example } = node;
  const schema = resolveSchema(document, node.schema, pointerTo(place, 'schema'), mark);
  return {
    name,
    required,
    description,
    example,
    schema,
    mark: { ...requireMark(mark, place), pointer: place },
  };
}

function resolveContent(
  document: OpenApiDocument,
  content: Record<string, MediaTypeObject> | undefined,
  parent: string,
  inherited: Inherited,
): Content | null {
  for (const [mediaType, node] of Object.entries(content ?? {})) {
    const pointer = pointerTo(parent, 'content', mediaType);
    const mark = markOf(node, inherited, pointer);
    const schema = resolveSchema(document, node.schema, pointerTo(pointer, 'schema'), mark);
    return { mediaType, schema, examples: node.examples, mark: { ...requireMark(mark, pointer), pointer } };
  }
  return null;
}
