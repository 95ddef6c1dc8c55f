import { findOperation } from '../../contract/operations.js';
import { nearestName } from '../../nearest-name.js';
import { curlLine } from '../curl.js';
import { correctedRequest } from '../explain.js';
import { callLine, type SeenCall } from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';
import { unknownParameters } from './unknown-parameters.js';

export const sendsValidRequests: ReadinessCheck = {
  id: 'sends-valid-requests',
  title: 'sends no request that the API refuses with 400',
  remedy:
    'Correct the calls below: `fieldErrors` of the response names the parameter, and repeating the call changes nothing.',
  situation: 'have your client make any call of {url}',
  check: ({ calls, mockUrl }) => {
    const own = calls.filter(({ path, fault }) => path.startsWith('/v1') && fault === null);
    const invalid = own.filter((call) => call.status === 400 && !hasOnlyWrongCursor(call));
    if (invalid.length > 0) {
      return failed(
        `${invalid.length} of ${own.length} calls were refused with 400.`,
        invalid.slice(0, 5).flatMap((call) => [callLine(call), ...corrections(call, mockUrl)]),
      );
    }
    const valid = own.filter(({ status }) => status < 400).length;
    return valid === 0
      ? notExercised('No call was accepted.')
      : passed(`None of ${own.length} calls got a 400.`);
  },
};

export const sendsKnownParameters: ReadinessCheck = {
  id: 'sends-known-parameters',
  title: 'sends no unknown query parameter',
  remedy:
    'The API ignores query parameters that it does not know, so a mistyped one changes nothing and nobody notices: correct or remove it.',
  situation: 'have your client make any call of {url}',
  check: ({ calls, mockUrl }) => {
    const own = calls.filter(({ path, method }) => findOperation(method, path) !== null);
    const wrong = own.filter((call) => unknownParameters(call).length > 0);
    if (wrong.length > 0) {
      return failed(
        `The API has no query parameter ${[...new Set(wrong.flatMap(unknownParameters))].join(', ')}.`,
        wrong.slice(0, 5).flatMap((call) => [callLine(call), `  correct: ${withKnownOnly(call, mockUrl)}`]),
      );
    }
    return own.length === 0
      ? notExercised('No call of the API was seen.')
      : passed(`Every query parameter of ${own.length} calls is documented.`);
  },
};

function corrections(call: SeenCall, mockUrl: string): string[] {
  const corrected = correctedRequest(call);
  const reason = call.reason === null ? [] : [`  ${call.reason}`];
  return corrected === null ? reason : [...reason, `  correct: ${curlLine(mockUrl, corrected)}`];
}

/** Whether the cursor is all that is wrong with a call: other points judge it. */
function hasOnlyWrongCursor({ responseBody }: SeenCall): boolean {
  const fields = /"fieldErrors":\{([^}]*)\}/.exec(responseBody ?? '')?.[1];
  return fields !== undefined && /^"cursor":\[[^\]]*\]$/.test(fields);
}

/** The call with the nearest known names instead of unknown ones, as a curl command. */
function withKnownOnly(call: SeenCall, mockUrl: string): string {
  const found = findOperation(call.method, call.path);
  const names = found?.operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name) ?? [];
  const unknown = new Set(unknownParameters(call));
  const query = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(call.query)) {
    const known = unknown.has(name) ? nearestName(name, names) : name;
    if (known !== undefined) query.set(known, value);
  }
  const path = query.size === 0 ? call.path : `${call.path}?${query}`;
  return curlLine(mockUrl, { method: call.method, path, secured: true, json: undefined });
}
