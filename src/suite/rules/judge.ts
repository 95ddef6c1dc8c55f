import { judgeResponse as judgeByContract, type Violation } from '../../contract/response-validator.js';
import type { Exchange } from '../client/exchange.js';
import type { OperationId } from '../client/operations.js';

export interface SchemaBreach {
  message: string;
  expected: string;
  received: string;
  assumed: boolean;
  specPointer: string;
}

function breachOf(violation: Violation, exchange: Exchange, assumed: boolean): SchemaBreach {
  const type = exchange.headers['content-type'] ?? 'no content type';
  return {
    message: violation.message,
    expected: `what the spec says at ${violation.schemaPath} (${violation.provenance}: ${violation.source})`,
    received: `${exchange.status} ${type} ${exchange.text.slice(0, 300)}`,
    assumed,
    specPointer: violation.schemaPath,
  };
}

/** Every difference between a response and the document: those from published facts, and those from assumed ones. */
export function judgeResponse(operationId: OperationId, exchange: Exchange): SchemaBreach[] {
  const { status, headers, text } = exchange;
  const { failures, questions } = judgeByContract(operationId, { status, headers, text });
  // What is inside `model_grade` is nobody's promise (contract §11).
  const asked = questions.filter(({ at }) => !at.startsWith('/user_card_grade/model_grade/'));
  return [
    ...failures.map((violation) => breachOf(violation, exchange, false)),
    ...asked.map((violation) => breachOf(violation, exchange, true)),
  ];
}
