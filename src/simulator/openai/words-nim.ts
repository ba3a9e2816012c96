import type { ErrorTable, ErrorWords, RefusalWords } from './server-row.ts';
import { vllmWords } from './words-vllm.ts';

const vllm = vllmWords('nested');

/** RFC 9457 as the gateway in front of hosted NIMs writes it. An empty message leaves `detail` out. */
const problem = (status: number, type: string, message: string, extra = {}): ErrorWords => ({
  status,
  form: 'problem',
  type,
  message,
  extra,
});

const UNPROCESSABLE: ErrorWords = { status: 422, form: 'detail-list', type: 'missing', message: '{msg}' };
const SERVER = problem(500, 'Internal Server Error', 'Internal server error while making inference request');

/** https://github.com/anomalyco/opencode/issues/44204 */
export const NIM_RETIRED = problem(
  410,
  'Gone',
  "The model '{model}' has reached its end of life on {retiredOn}T00:00:00Z and is no longer available.",
  { type: 'about:blank' },
);

/** Hosted NIM speaks in four envelopes on one host: gateway, router, FastAPI and engine each have their own. */
export const NIM_ERRORS: ErrorTable = {
  ...vllm.errors,
  // A wrong key is a 403: https://github.com/dmMaze/BallonsTranslator/issues/1233
  authentication: problem(403, 'Forbidden', 'Authorization failed'),
  permission: problem(403, 'Forbidden', "Access to function '{functionId}' is not allowed"),
  invalid_request: { ...UNPROCESSABLE, message: 'Field required' },
  content_filtered: { ...UNPROCESSABLE, message: 'Field required' },
  model_not_found: NIM_RETIRED,
  payload_too_large: problem(413, 'Payload Too Large', ''),
  // https://github.com/Alishahryar1/free-claude-code/issues/30
  rate_limited: problem(429, 'Too Many Requests', ''),
  quota_exhausted: problem(402, 'Payment Required', 'Cloud credits expired'),
  // An outage that comes as 400: https://github.com/tashfeenahmed/freellmapi/issues/522
  overloaded: problem(400, 'Bad Request', "Function id '{functionId}': DEGRADED function cannot be invoked"),
  server_error: SERVER,
  stream_interrupted: SERVER,
  connection: SERVER,
  malformed_response: SERVER,
  cancelled: SERVER,
  unknown: problem(409, 'Conflict', 'Conflict'),
};

/** https://github.com/QuantumNous/new-api/issues/6619 */
export const NIM_STREAM_ERRORS: Partial<ErrorTable> = {
  overloaded: {
    status: 502,
    form: 'nested-object',
    type: 'InternalServerError',
    message: 'ResourceExhausted: Worker local total request limit reached (33/32)',
  },
  rate_limited: { status: 429, form: 'nested-object', type: 'TooManyRequests', message: 'Too Many Requests' },
};

export const NIM_REFUSALS: RefusalWords = {
  ...vllm.refusals,
  // Plain text, for a wrong path and for a listed model that is not deployed:
  // https://github.com/Hmbown/Codewhale/issues/286
  'path/unknown': { status: 404, form: 'text', type: 'Not Found', message: '404 page not found\n' },
  'field/invalid': UNPROCESSABLE,
  'model/missing': { ...UNPROCESSABLE, message: 'Field required' },
  // https://github.com/Alishahryar1/free-claude-code/issues/1021
  'model/unknown': problem(404, 'Not Found', "Function '{functionId}': Not found for account '{account}'"),
  // https://docs.nvidia.com/nim/vision-language-models/1.3.0/release-notes.html
  'images/unreadable': SERVER,
  'response-format/unknown': UNPROCESSABLE,
};
