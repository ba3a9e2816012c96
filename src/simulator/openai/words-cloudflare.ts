import type { ErrorWords, RowOddity, ServerRow } from './server-row.ts';
import { hostedWords } from './words-hosted.ts';

const ERRORS = 'https://developers.cloudflare.com/workers-ai/platform/errors/';
const SEEN = { source: ERRORS, asOf: '2026-11' } as const;

const coded = (status: number, code: number, message: string): ErrorWords => ({
  status,
  form: 'errors',
  type: '',
  code,
  message,
});

/** What the model's server said, as the platform hands it on. */
const inner = (status: number, code: number, text: string): ErrorWords =>
  coded(status, code, `AiError: AiError: ${text} ({functionId})`);

/** Codes and their statuses: https://developers.cloudflare.com/workers-ai/platform/errors/ */
export const CLOUDFLARE_WORDS: Pick<ServerRow, 'errors' | 'refusals'> = hostedWords('errors', {
  authentication: coded(401, 10_000, 'Authentication error'),
  permission: coded(403, 5018, 'The account is not allowed to access this model'),
  invalid_request: inner(400, 8001, 'Invalid input'),
  content_filtered: coded(400, 8007, 'AiError: Input prompt contains NSFW content.'),
  context_overflow: inner(
    413,
    5021,
    'The estimated number of input and maximum output tokens ({totalTokens}) exceeded this model context window limit ({contextTokens}).',
  ),
  model_not_found: coded(400, 5007, 'No such model {model} or task'),
  payload_too_large: coded(413, 3006, 'Request is too large'),
  // Not a limit of ours: the model has no room.
  overloaded: inner(429, 3040, 'Capacity temporarily exceeded, please try again.'),
  quota_exhausted: coded(
    429,
    4006,
    "you have used up your daily free allocation of 10,000 neurons, please upgrade to Cloudflare's Workers Paid plan if you would like to continue usage.",
  ),
  timeout: coded(408, 3007, 'Request timeout'),
});

const FLAT = '{"object":"error","message":"{inner}","type":"BadRequest","param":null,"code":400}';
const NESTED = '{"error":{"message":"{inner}","type":"BadRequestError","param":null,"code":400}}';
const WINDOW =
  "This model's maximum context length is 24000 tokens. However, you requested 30000 tokens. Please reduce the length of the messages.";

export const CLOUDFLARE_ODDITIES: Readonly<Record<string, RowOddity>> = {
  'inner-error': {
    ...SEEN,
    says: 'the message is the whole flat error of another server',
    error: inner(400, 8007, FLAT.replace('{inner}', 'Input should be a valid string')),
  },
  'inner-overflow': {
    ...SEEN,
    says: 'the message is the whole error of a vLLM whose window is too small, under the code of refused content',
    error: inner(400, 8007, NESTED.replace('{inner}', WINDOW)),
  },
  'refused-content': {
    ...SEEN,
    says: 'the content is refused: 8007',
    error: CLOUDFLARE_WORDS.errors.content_filtered,
  },
  'invalid-prompt': {
    ...SEEN,
    says: 'the same platform speaks in another envelope, with a code in words',
    error: {
      status: 400,
      form: 'coded',
      type: '',
      code: 'invalid_prompt',
      message: "AiError: AiError: 'NoneType' object has no attribute 'startswith' ({functionId})",
    },
  },
  'wants-object-arguments': {
    ...SEEN,
    says: 'a build that wants the arguments of earlier tool calls as an object refuses text',
    error: inner(400, 8001, 'Invalid input: tool_calls.function.arguments: expected object, got string'),
  },
};
