import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type { CanonicalRequest } from '../../contract/exchanges/request.ts';
import type { Loss } from '../../contract/exchanges/stream-part.ts';
import { isTooDeep } from '../../json/is-too-deep.ts';
import { isJsonArray, isJsonObject } from '../../json/json-value.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { noteField, refuse, type ChatNotes, type ChatRefusal } from './chat-fields.ts';
import { readMessages } from './read-messages.ts';
import { readOutput, readToolChoice, readTools } from './read-tools.ts';

/** A chat request of OpenAI's form as an adapter can ask it of anybody. */
export interface ChatRequest {
  /** Without an id. */
  readonly request: CanonicalRequest;
  readonly mode: Mode;
  /** The model that its sender names; null where none is. */
  readonly model: string | null;
  /** What of it a canonical request cannot carry, each field once. */
  readonly losses: readonly Loss[];
}

export type ReadChat = ChatRequest | { readonly refusals: readonly ChatRefusal[] };

const READ = new Set([
  'model',
  'messages',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'top_p',
  'seed',
  'stop',
  'tools',
  'tool_choice',
  'response_format',
  'stream',
  // Whether usage comes with a stream is for the adapter to ask.
  'stream_options',
]);

/** Reads the body of a chat request. Total: whatever the text is, it is read, or refused with the reasons. */
export function readChatRequest(text: string): ReadChat {
  if (isTooDeep(text)) return { refusals: [{ param: '', message: 'nests too deep' }] };
  const parsed = parseStrict(text);
  if (!parsed.ok) return { refusals: [{ param: '', message: `is not JSON: ${parsed.message}` }] };
  if (!isJsonObject(parsed.value)) return { refusals: [{ param: '', message: 'must be an object' }] };
  return readBody(parsed.value);
}

function readBody(body: JsonObject): ReadChat {
  const notes: ChatNotes = { losses: new Map(), refusals: [] };
  const { model = null, stream = null } = body;
  if (model !== null && typeof model !== 'string') {
    refuse(notes, 'model', 'must be a text');
  }
  if (stream !== null && typeof stream !== 'boolean') {
    refuse(notes, 'stream', 'must be true or false');
  }
  const whole = readNumber(body, 'max_completion_tokens', isCount, notes);
  const earlier = readNumber(body, 'max_tokens', isCount, notes);
  const request: CanonicalRequest = {
    requestId: '',
    messages: readMessages(body['messages'], notes),
    maxOutputTokens: whole ?? earlier,
    temperature: readNumber(body, 'temperature', Number.isFinite, notes),
    topP: readNumber(body, 'top_p', Number.isFinite, notes),
    seed: readNumber(body, 'seed', Number.isSafeInteger, notes),
    stop: readStop(body['stop'], notes),
    tools: readTools(body['tools'], notes),
    toolChoice: readToolChoice(body['tool_choice'], notes),
    output: readOutput(body['response_format'], notes),
  };
  for (const [name, value] of Object.entries(body)) if (!READ.has(name)) noteField(name, value, notes);
  if (notes.refusals.length > 0) return { refusals: notes.refusals };
  return {
    request,
    mode: stream === true ? 'stream' : 'send',
    model: typeof model === 'string' ? model : null,
    losses: [...notes.losses.values()],
  };
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function readNumber(
  body: JsonObject,
  param: string,
  isRight: (value: number) => boolean,
  notes: ChatNotes,
): number | null {
  const value = body[param] ?? null;
  if (value === null) return null;
  if (typeof value === 'number' && isRight(value)) return value;
  const message = isRight(0.5) ? 'must be a number' : 'must be a whole number';
  refuse(notes, param, isRight === isCount ? `${message} above 0` : message);
  return null;
}

function readStop(value: JsonValue | undefined, notes: ChatNotes): readonly string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [value];
  const texts = isJsonArray(value) ? value.filter((each) => typeof each === 'string') : null;
  if (texts !== null && isJsonArray(value) && texts.length === value.length) return texts;
  refuse(notes, 'stop', 'must be a text or a list of texts');
  return [];
}
