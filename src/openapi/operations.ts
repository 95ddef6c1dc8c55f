import {
  type HeaderObject,
  httpMethods,
  type MediaTypeObject,
  type OpenApiDocument,
  type OperationObject,
  type ParameterObject,
  type PathItemObject,
  type Reference,
  type RequestBodyObject,
  type ResponseObject,
} from './document.js';
import type { Content, Operation, OperationResponse, Parameter, ResponseHeader } from './operation.js';
import { childPlace, followed, type Place, rootPlace } from './place.js';
import { resolveSchema } from './schema.js';

/** The operations under `paths`, or those that the document calls itself, with every reference resolved. */
export function documentOperations(
  document: OpenApiDocument,
  section: 'paths' | 'webhooks' = 'paths',
): Operation[] {
  const root = rootPlace(document);
  const resolver = new Resolver(document);
  const items: [string, PathItemObject][] = Object.entries(document[section] ?? {});
  return items.flatMap(([path, item]) =>
    httpMethods.flatMap((method) => {
      const node = item[method];
      if (node === undefined) return [];
      const above = childPlace(root, item, section, path);
      const shared = (item.parameters ?? []).map((child, index) =>
        childPlace(above, child, 'parameters', index),
      );
      return [{ path, method, ...resolver.operation(childPlace(above, node, method), path, shared) }];
    }),
  );
}

/** Resolves the parts of one document. */
class Resolver {
  readonly #document: OpenApiDocument;

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** `shared` are the parameters that the path gives all of its operations. */
  operation(
    place: Place<OperationObject>,
    path: string,
    shared: readonly Place<ParameterObject | Reference>[],
  ): Omit<Operation, 'path' | 'method'> {
    const { node } = place;
    const { parameters = [], requestBody, security = this.#document.security ?? [] } = node;
    return {
      id: node.operationId ?? '',
      expressPath: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      tag: node.tags?.[0] ?? '',
      summary: node.summary ?? '',
      description: node.description ?? '',
      secured: security.length > 0,
      parameters: [
        ...shared,
        ...parameters.map((child, index) => childPlace(place, child, 'parameters', index)),
      ].map((at) => this.#parameter(at)),
      requestBody:
        requestBody === undefined ? null : this.#requestBody(childPlace(place, requestBody, 'requestBody')),
      responses: Object.entries(node.responses).map(([status, child]) =>
        this.#response(status, childPlace(place, child, 'responses', status)),
      ),
      place,
    };
  }

  #parameter(at: Place<ParameterObject | Reference>): Parameter {
    const place = followed<ParameterObject>(this.#document, at);
    const { name, in: location, required = false, description = '', example } = place.node;
    const schema = resolveSchema(this.#document, childPlace(place, place.node.schema, 'schema'));
    return { name, in: location, required, description, example, schema, place };
  }

  #requestBody(at: Place<RequestBodyObject | Reference>): Content | null {
    const place = followed<RequestBodyObject>(this.#document, at);
    return this.#content(place, place.node.content);
  }

  #response(status: string, at: Place<ResponseObject | Reference>): OperationResponse {
    const place = followed<ResponseObject>(this.#document, at);
    const { description, headers = {}, content } = place.node;
    return {
      status,
      description,
      headers: Object.entries(headers).map(([name, header]) =>
        this.#header(name, childPlace(place, header, 'headers', name)),
      ),
      content: this.#content(place, content),
      place,
    };
  }

  #header(name: string, at: Place<HeaderObject | Reference>): ResponseHeader {
    const place = followed<HeaderObject>(this.#document, at);
    const { required = false, description = '', example } = place.node;
    const schema = resolveSchema(this.#document, childPlace(place, place.node.schema, 'schema'));
    return { name, required, description, example, schema, place };
  }

  /** The first media type; the documents of this project have no second one. */
  #content(parent: Place, content: Record<string, MediaTypeObject> = {}): Content | null {
    const [first] = Object.entries(content);
    if (first === undefined) return null;
    const [mediaType, node] = first;
    const place = childPlace(parent, node, 'content', mediaType);
    const schema = resolveSchema(this.#document, childPlace(place, node.schema, 'schema'));
    return { mediaType, schema, examples: node.examples ?? {}, place };
  }
}
