import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { HeardMessage } from '../face.ts';
import { parseJson } from '../../json/parse-json.ts';
import {
  FieldError,
  isArray,
  isObject,
  optional,
  readArray,
  readObject,
  readOneOf,
  readString,
  type FieldPath,
} from './read-fields.ts';

/** Where a request's images stand that no server could load without a network: remote or broken. */
export interface ReadMessages {
  readonly messages: readonly HeardMessage[];
  readonly imageCount: number;
  readonly unreadableImages: readonly string[];
}

interface Content {
  readonly text: string;
  readonly images: readonly string[];
  readonly unreadable: readonly string[];
}

const NO_CONTENT: Content = { text: '', images: [], unreadable: [] };
const DATA_URI = /^data:image\/[\w.+-]+;base64,(?<data>[A-Za-z0-9+/]+={0,2})$/;

/** `developer` and watsonx's `control` are heard as `system`. */
const HEARD_ROLE: Readonly<Record<string, HeardMessage['role']>> = {
  system: 'system',
  developer: 'system',
  control: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
};

export function readMessages(
  value: JsonValue | undefined,
  path: FieldPath,
  roles: readonly string[],
  argumentForms: 'text' | 'either' = 'text',
): ReadMessages {
  const read = readArray(value, path).map((entry, index) =>
    readMessage(entry, [...path, index], roles, argumentForms),
  );
  const unreadable = read.flatMap((message) => message.unreadable);
  return {
    messages: read.map((message) => message.heard),
    imageCount: read.reduce((sum, message) => sum + message.heard.images.length, unreadable.length),
    unreadableImages: unreadable,
  };
}

function readMessage(
  value: JsonValue,
  path: FieldPath,
  roles: readonly string[],
  argumentForms: 'text' | 'either',
): { readonly heard: HeardMessage; readonly unreadable: readonly string[] } {
  const message = readObject(value, path);
  const role = HEARD_ROLE[readOneOf(message['role'], [...path, 'role'], roles)] ?? 'user';
  const toolCalls = role === 'assistant' ? readToolCalls(message, path, argumentForms) : [];
  if (role === 'tool') readString(message['tool_call_id'], [...path, 'tool_call_id']);
  const empty = message['content'] === undefined || message['content'] === null;
  const content =
    empty && toolCalls.length > 0
      ? NO_CONTENT
      : readContent(message['content'], [...path, 'content'], role === 'user');
  return {
    heard: { role, text: content.text, images: content.images, toolCalls },
    unreadable: content.unreadable,
  };
}

function readContent(value: JsonValue | undefined, path: FieldPath, mayHoldImages: boolean): Content {
  if (!isArray(value)) return { ...NO_CONTENT, text: readString(value, path) };
  const parts = value.map((part, index) => readPart(part, [...path, index], mayHoldImages));
  return {
    text: parts.map((part) => part.text).join(''),
    images: parts.flatMap((part) => part.images),
    unreadable: parts.flatMap((part) => part.unreadable),
  };
}

function readPart(value: JsonValue, path: FieldPath, mayHoldImages: boolean): Content {
  const part = readObject(value, path);
  const type = readOneOf(part['type'], [...path, 'type'], mayHoldImages ? ['text', 'image_url'] : ['text']);
  if (type === 'text') return { ...NO_CONTENT, text: readString(part['text'], [...path, 'text']) };
  const image = readObject(part['image_url'], [...path, 'image_url']);
  const url = readString(image['url'], [...path, 'image_url', 'url']);
  const data = DATA_URI.exec(url)?.groups?.['data'];
  if (data === undefined) return { ...NO_CONTENT, unreadable: [url] };
  const hash = createHash('sha256').update(Buffer.from(data, 'base64')).digest('hex');
  return { ...NO_CONTENT, images: [hash] };
}

function readToolCalls(
  message: JsonObject,
  path: FieldPath,
  forms: 'text' | 'either',
): HeardMessage['toolCalls'] {
  const calls = optional(readArray, message, path, 'tool_calls') ?? [];
  return calls.map((entry, index) => readToolCall(entry, [...path, 'tool_calls', index], forms));
}

function readToolCall(
  value: JsonValue,
  path: FieldPath,
  forms: 'text' | 'either',
): HeardMessage['toolCalls'][number] {
  const call = readObject(value, path);
  readString(call['id'], [...path, 'id']);
  optional((type, at) => readOneOf(type, at, ['function']), call, path, 'type');
  const inner = readObject(call['function'], [...path, 'function']);
  const name = readString(inner['name'], [...path, 'function', 'name']);
  const at = [...path, 'function', 'arguments'];
  const args = inner['arguments'];
  if (forms === 'either' && isObject(args)) return { name, arguments: args };
  return { name, arguments: readArguments(readString(args, at), at) };
}

/** Servers hand the parsed arguments to the chat template, so text that is not a JSON object is refused. */
function readArguments(text: string, path: FieldPath): JsonObject {
  let value: JsonValue;
  try {
    value = parseJson(text === '' ? '{}' : text);
  } catch {
    throw new FieldError(path, 'json_invalid', 'Invalid JSON');
  }
  if (!isObject(value)) throw new FieldError(path, 'dict_type', 'Input should be a valid dictionary');
  return value;
}
