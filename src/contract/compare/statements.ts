import type { OpenApiDocument } from '../../openapi/document.js';
import { pointerTo } from '../../openapi/json-pointer.js';
import type { Operation, OperationResponse, Parameter } from '../../openapi/operation.js';
import { documentOperations } from '../../openapi/operations.js';
import type { Place } from '../../openapi/place.js';
import { type Schema, schemaPlace } from '../../openapi/schema.js';
import { isOnlyNull, type Shape, shapeOf } from './shape.js';

/** One thing that a document says about an operation. */
export interface Statement {
  /** What it is about, such as `GET /v1/cards, response 200, body.cards[].year: type`; the same in every document. */
  about: string;
  /** The statement that this one is a part of. */
  parent: string | undefined;
  says: string;
  /** JSON pointer into the document. */
  pointer: string;
  place: Place;
  /** The keyword of a schema that says it, and the schema. */
  keyword?: string;
  schema?: Schema;
  /** Whether the document says that there is nothing besides, such as further properties. */
  closed: boolean;
}

/** Everything that a document says about its operations, in its order. Names of operations and path parameters do not count. */
export function statementsOf(document: OpenApiDocument): Map<string, Statement> {
  const collected = new Collector();
  for (const operation of documentOperations(document)) {
    collected.operation(operation, operation.place, document.security !== undefined);
  }
  return collected.statements;
}

class Collector {
  readonly statements = new Map<string, Statement>();

  operation(operation: Operation, place: Place, saysSecurity: boolean): void {
    const { method, path, parameters, requestBody, responses, secured } = operation;
    const about = `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '{}')}`;
    this.#add(about, undefined, 'is an operation', place);
    if (saysSecurity || 'security' in place.node) {
      this.#add(`${about}: credentials`, about, secured ? 'needed' : 'not needed', place);
    }
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const parameter of parameters) this.#parameter(about, parameter, inPath.indexOf(parameter.name));
    if (requestBody !== null) this.#schema(`${about}, body`, about, 'is read', requestBody.schema);
    for (const response of responses) this.#response(about, response);
  }

  #parameter(
    parent: string,
    { name, in: location, required, schema, place }: Parameter,
    position: number,
  ): void {
    if (location !== 'path' && location !== 'query') return;
    const about = `${parent}, ${location} parameter ${location === 'path' ? position + 1 : name}`;
    this.#schema(about, parent, required ? 'is required' : 'is optional', schema, place);
  }

  #response(parent: string, { status, headers, content, place }: OperationResponse): void {
    const about = `${parent}, response ${status}`;
    this.#add(about, parent, 'is a response', place);
    for (const { name, required, schema, place: at } of headers) {
      const says = required ? 'is required' : 'is optional';
      this.#schema(`${about}, header ${name.toLowerCase()}`, about, says, schema, at);
    }
    if (content !== null && !isOnlyNull(shapeOf(content.schema))) {
      this.#schema(`${about}, body`, about, 'is sent', content.schema);
    }
  }

  #schema(about: string, parent: string, says: string, schema: Schema, place = schema[schemaPlace]): void {
    this.#shape(about, parent, says, shapeOf(schema), place);
  }

  #shape(about: string, parent: string, says: string, shape: Shape, place: Place): void {
    const { schema, types, nullable, keywords, properties, closed, items } = shape;
    this.#add(about, parent, says, place, closed && properties.size > 0, schema);
    const at = schema[schemaPlace];
    const keyword = (name: string, value: string, pointer = pointerTo(at.pointer, name)): void => {
      const key = `${about}: ${name}`;
      const statement = { about: key, parent: about, says: value, pointer, place: at, keyword: name, schema };
      this.statements.set(key, { ...statement, closed: false });
    };
    if (types.length > 0) {
      keyword('type', types.join(' or '));
      keyword('null', nullable ? 'allowed' : 'not allowed', at.pointer);
    }
    for (const [name, value] of keywords) keyword(name, value, at.pointer);
    for (const [name, property] of properties) {
      const inner = `${about}.${name}`;
      const required = property.required ? 'is required' : 'is optional';
      this.#shape(inner, about, required, property.shape, property.shape.schema[schemaPlace]);
    }
    if (items !== undefined) this.#shape(`${about}[]`, about, 'is an item', items, items.schema[schemaPlace]);
  }

  #add(
    about: string,
    parent: string | undefined,
    says: string,
    place: Place,
    closed = false,
    schema?: Schema,
  ): void {
    this.statements.set(about, {
      about,
      parent,
      says,
      pointer: place.pointer,
      place,
      closed,
      ...(schema && { schema }),
    });
  }
}
