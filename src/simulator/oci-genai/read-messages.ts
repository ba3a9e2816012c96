import { createHash } from 'node:crypto';
import { parseOrUndefined } from '../../json/read.ts';
import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { HeardMessage } from '../face.ts';
import {
  FieldError,
  isObject,
  optional,
  readArray,
  readObject,
  readOneOf,
  readString,
  type FieldPath,
} from '../openai/read-fields.ts';

/** What the model reads, and how many pictures of it nobody can see. */
export interface ReadMessages {
  readonly messages: readonly HeardMessage[];
  readonly imageCount: number;
  readonly unreadableImages: number;
}

/** https://docs.oracle.com/iaas/api/#/en/generative-ai-inference/20231130/datatypes/Message */
const ROLES = ['SYSTEM', 'DEVELOPER', 'USER', 'ASSISTANT', 'TOOL'] as const;
const HEARD: Readonly<Record<(typeof ROLES)[number], HeardMessage['role']>> = {
  SYSTEM: 'system',
  DEVELOPER: 'system',
  USER: 'user',
  ASSISTANT: 'assistant',
  TOOL: 'tool',
};
/** PNG and JPEG alone: https://docs.oracle.com/iaas/Content/generative-ai/meta-llama-4-scout.htm */
const PICTURE = /^data:image\/(?:png|jpe?g);base64,(?<data>[A-Za-z0-9+/]+={0,2})$/;

interface Part {
  readonly text: string;
  /** By its SHA-256; null for one that cannot be read. */
  readonly image?: string | null;
}

export function readMessages(value: JsonValue | undefined, path: FieldPath): ReadMessages {
  const read = readArray(value, path).map((entry, at) => readMessage(entry, [...path, at]));
  const images = read.flatMap(({ parts }) => parts).filter(({ image }) => image !== undefined);
  return {
    messages: read.map(({ role, parts, toolCalls }) => ({
      role,
      text: parts.map(({ text }) => text).join(''),
      images: parts.flatMap(({ image = null }) => (image === null ? [] : [image])),
      toolCalls,
    })),
    imageCount: images.length,
    unreadableImages: images.filter(({ image }) => image === null).length,
  };
}

function readMessage(
  value: JsonValue,
  path: FieldPath,
): Pick<HeardMessage, 'role' | 'toolCalls'> & { readonly parts: readonly Part[] } {
  const message = readObject(value, path);
  const role = HEARD[readOneOf(message['role'], [...path, 'role'], ROLES)];
  if (role === 'tool') readString(message['toolCallId'], [...path, 'toolCallId']);
  const calls = role === 'assistant' ? (optional(readArray, message, path, 'toolCalls') ?? []) : [];
  const at = [...path, 'content'];
  const content =
    calls.length > 0
      ? (optional(readArray, message, path, 'content') ?? [])
      : readArray(message['content'], at);
  return {
    role,
    parts: content.map((part, index) => readPart(part, [...at, index], role === 'user')),
    toolCalls: calls.map((call, index) => readCall(call, [...path, 'toolCalls', index])),
  };
}

function readPart(value: JsonValue, path: FieldPath, mayShow: boolean): Part {
  const part = readObject(value, path);
  const type = readOneOf(part['type'], [...path, 'type'], mayShow ? ['TEXT', 'IMAGE'] : ['TEXT']);
  if (type === 'TEXT') return { text: readString(part['text'], [...path, 'text']) };
  const at = [...path, 'imageUrl'];
  const url = readString(readObject(part['imageUrl'], at)['url'], [...at, 'url']);
  const data = PICTURE.exec(url)?.groups?.['data'];
  if (data === undefined) return { text: '', image: null };
  return { text: '', image: createHash('sha256').update(Buffer.from(data, 'base64')).digest('hex') };
}

function readCall(value: JsonValue, path: FieldPath): HeardMessage['toolCalls'][number] {
  const call = readObject(value, path);
  readOneOf(call['type'], [...path, 'type'], ['FUNCTION']);
  readString(call['id'], [...path, 'id']);
  const at = [...path, 'arguments'];
  return {
    name: readString(call['name'], [...path, 'name']),
    arguments: readArguments(readString(call['arguments'], at), at),
  };
}

function readArguments(text: string, path: FieldPath): JsonObject {
  const parsed = parseOrUndefined(text);
  if (parsed === undefined) throw new FieldError(path, 'json_invalid', 'Invalid JSON');
  return readObject(isObject(parsed) ? parsed : undefined, path);
}
