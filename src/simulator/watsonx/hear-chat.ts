import type { WireRequest } from '../../contract/wires/wire.ts';
import type { Heard, Moment, Seat } from '../face.ts';
import { FieldError } from '../openai/read-fields.ts';
import { refuse, WATSONX_ERRORS, type WatsonxWords } from './errors.ts';
import { tokenFault } from './iam-token.ts';
import { parseChat, type ParsedChat } from './parse-chat.ts';
import { refuseChat } from './refuse-chat.ts';

/** Streaming has a path of its own, not a flag. */
const PATHS: Readonly<Record<string, { readonly stream: boolean }>> = {
  '/ml/v1/text/chat': { stream: false },
  '/ml/v1/text/chat_stream': { stream: true },
};

/** What the service takes for a missing cap, with a warning: the recordings of https://github.com/IBM/watsonx-ai-java-sdk */
const DEFAULT_MAX_TOKENS = 1024;

const words = (status: number, code: string, message: string): WatsonxWords => ({ status, code, message });

const EXPIRED = words(
  401,
  'authentication_token_expired',
  'Failed to authenticate the request due to an expired token',
);
const NOT_FOUND = words(404, 'not_found', 'The requested resource could not be found');
const NO_VERSION = words(
  400,
  'invalid_request_entity',
  "Missing or invalid required query parameter 'version': a date in the form YYYY-MM-DD",
);

export function hearChat(request: WireRequest, seat: Seat, moment: Moment): Heard {
  const url = new URL(request.url, 'http://seat');
  const path = PATHS[url.pathname];
  if (path === undefined || request.method !== 'POST') return refuse(NOT_FOUND, {}, seat, moment);
  if (!isDate(url.searchParams.get('version'))) return refuse(NO_VERSION, {}, seat, moment);
  authenticate(request, seat, moment);
  const chat = parse(request, seat, moment);
  const refused = refuseChat(chat, seat);
  if (refused !== null) return refuse(refused.words, refused.values, seat, moment);
  return {
    modelId: chat.modelId,
    messages: chat.messages,
    ...capOf(chat, seat),
    stop: chat.stop,
    tools: chat.tools,
    toolChoice: chat.toolChoice ?? chat.toolChoiceOption,
    jsonSchema: chat.jsonSchema,
    count: chat.count ?? 1,
    topLogprobs: chat.logprobs ? (chat.topLogprobs ?? 0) : null,
    stream: path.stream,
    usageInStream: true,
  };
}

/** 0 asks for all that the model can; without a cap the service sets its own. */
function capOf(chat: ParsedChat, seat: Seat): Pick<Heard, 'maxOutputTokens' | 'capIsDefault'> {
  if (chat.maxTokens !== null) return { maxOutputTokens: chat.maxTokens || seat.maxOutputTokens };
  const cap = Math.min(DEFAULT_MAX_TOKENS, seat.maxOutputTokens ?? DEFAULT_MAX_TOKENS);
  return { maxOutputTokens: cap, capIsDefault: true };
}

function isDate(version: string | null): boolean {
  return version !== null && /^\d{4}-\d{2}-\d{2}$/.test(version) && !Number.isNaN(Date.parse(version));
}

/** Throws Refusal unless the bearer token is one that this seat's key was given, and is not expired. */
function authenticate(request: WireRequest, seat: Seat, moment: Moment): void {
  if (seat.credentials.kind !== 'ibm-api-key') return;
  const token =
    /^Bearer (?<token>\S+)$/.exec(request.headers['authorization'] ?? '')?.groups?.['token'] ?? '';
  const fault = tokenFault(token, seat.credentials.apiKey, moment.createdMs / 1000);
  if (fault !== null) refuse(fault === 'expired' ? EXPIRED : WATSONX_ERRORS.authentication, {}, seat, moment);
}

function parse(request: WireRequest, seat: Seat, moment: Moment): ParsedChat {
  try {
    return parseChat(request.body);
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    return refuse(wordsOf(error), {}, seat, moment);
  }
}

function wordsOf(error: FieldError): WatsonxWords {
  const field = error.path.join('.');
  if (error.type === 'json_invalid' && error.path.length === 0) {
    return words(400, 'invalid_request_entity', 'The request body is not valid JSON');
  }
  if (error.type === 'missing') {
    return words(400, 'json_validation_error', `Json document validation error: ${field} should not be null`);
  }
  if (error.type.endsWith('_type')) {
    return words(400, 'json_type_error', `Json field type error: ${field}: ${error.message}`);
  }
  return words(400, 'json_validation_error', `Json document validation error: ${field}: ${error.message}`);
}
