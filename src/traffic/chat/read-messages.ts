import { IMAGE_FORMATS } from '../../contract/exchanges/image-format.ts';
import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { CanonicalRequest, ImagePart, Message, TextPart } from '../../contract/exchanges/request.ts';
import { isJsonArray, isJsonObject } from '../../json/json-value.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { downgrade, drop, refuse, type ChatNotes } from './chat-fields.ts';

type Part = TextPart | ImagePart;
type ToolCall = Extract<Message, { role: 'assistant' }>['toolCalls'][number];

/** The messages of a chat request; what cannot be read is left out, and noted. */
export function readMessages(value: JsonValue | undefined, notes: ChatNotes): CanonicalRequest['messages'] {
  if (value === undefined || !isJsonArray(value) || value.length === 0) {
    refuse(notes, 'messages', 'must be a list with at least one message');
    return [];
  }
  return value.flatMap((message, at): readonly Message[] => {
    const param = `messages[${at}]`;
    if (!isJsonObject(message)) {
      refuse(notes, param, 'must be an object');
      return [];
    }
    const read = readMessage(message, param, notes);
    return read === null ? [] : [read];
  });
}

const READ = new Set(['role', 'content', 'tool_calls', 'tool_call_id']);

function readMessage(message: JsonObject, param: string, notes: ChatNotes): Message | null {
  for (const [name, value] of Object.entries(message)) {
    const isEmpty = value === null || (isJsonArray(value) && value.length === 0);
    if (READ.has(name) || isEmpty) continue;
    if (name === 'function_call') {
      const words = 'is the earlier form of tool_calls, which is not read';
      refuse(notes, `${param}.${name}`, words);
    } else drop(notes, `messages.${name}`, 'a canonical message has no place for it');
  }
  const { role, content: given, tool_call_id: toolCallId } = message;
  const content = readContent(given, `${param}.content`, notes);
  switch (role) {
    case 'system':
    case 'developer':
      if (role === 'developer') downgrade(notes, 'messages.role', 'developer is said as system');
      return { role: 'system', content: textsOnly(content, param, notes) };
    case 'user':
      return { role: 'user', content };
    case 'assistant':
      return {
        role: 'assistant',
        // A turn that only calls tools says nothing, however its sender spells that.
        content: textsOnly(content, param, notes).filter(({ text }) => text !== ''),
        toolCalls: readToolCalls(message['tool_calls'], `${param}.tool_calls`, notes),
      };
    case 'tool':
      if (typeof toolCallId === 'string') {
        return { role: 'tool', toolCallId, content: textsOnly(content, param, notes) };
      }
      refuse(notes, `${param}.tool_call_id`, 'must name the call that this answers');
      return null;
    default: {
      const words = 'must be system, developer, user, assistant or tool';
      refuse(notes, `${param}.role`, words);
      return null;
    }
  }
}

function textsOnly(parts: readonly Part[], param: string, notes: ChatNotes): readonly TextPart[] {
  if (parts.some(({ type }) => type === 'image')) {
    refuse(notes, `${param}.content`, 'holds an image, which only a user can send');
  }
  return parts.filter((part) => part.type === 'text');
}

function readContent(value: JsonValue | undefined, param: string, notes: ChatNotes): readonly Part[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [{ type: 'text', text: value }];
  if (!isJsonArray(value)) {
    refuse(notes, param, 'must be a text or a list of parts');
    return [];
  }
  return value.flatMap((part, at) => readPart(part, `${param}[${at}]`, notes) ?? []);
}

function readPart(part: JsonValue, param: string, notes: ChatNotes): Part | null {
  if (!isJsonObject(part)) return refuse(notes, param, 'must be an object');
  const { type, text, refusal, image_url: image } = part;
  if (type === 'text' && typeof text === 'string') return { type: 'text', text };
  if (type === 'refusal' && typeof refusal === 'string') {
    downgrade(notes, 'messages.refusal', 'a refusal is said as text');
    return { type: 'text', text: refusal };
  }
  if (type !== 'image_url')
    return refuse(notes, param, 'must be a text, an image_url or a refusal: nothing else can be asked');
  const { url, detail } = image !== undefined && isJsonObject(image) ? image : {};
  if (detail !== undefined && detail !== 'auto') {
    drop(notes, 'messages.image_url.detail', 'an image has no place for it');
  }
  return typeof url === 'string'
    ? (readImage(url) ?? refuse(notes, param, NO_IMAGE))
    : refuse(notes, param, 'has no url');
}

const NO_IMAGE = `must hold its image as data:image/${IMAGE_FORMATS.join(', ')};base64: what stands elsewhere is not fetched`;
const DATA_URI = /^data:image\/([a-z]+);base64,([A-Za-z0-9+/]*={0,2})$/;

/** https://www.rfc-editor.org/rfc/rfc2397 */
function readImage(url: string): ImagePart | null {
  const [, named, data] = DATA_URI.exec(url) ?? [];
  const format = IMAGE_FORMATS.find((known) => known === (named === 'jpg' ? 'jpeg' : named));
  return format === undefined || data === undefined ? null : { type: 'image', format, data };
}

function readToolCalls(value: JsonValue | undefined, param: string, notes: ChatNotes): readonly ToolCall[] {
  if (value === undefined || value === null) return [];
  if (!isJsonArray(value)) {
    refuse(notes, param, 'must be a list');
    return [];
  }
  return value.flatMap((call, at): readonly ToolCall[] => {
    const made = isJsonObject(call) ? call['function'] : undefined;
    const id = isJsonObject(call) ? call['id'] : undefined;
    const { name, arguments: given } = made !== undefined && isJsonObject(made) ? made : {};
    const parsed = given === '' ? NO_ARGUMENTS : typeof given === 'string' ? parseStrict(given) : null;
    if (typeof id === 'string' && typeof name === 'string' && parsed?.ok === true) {
      return [{ id, name, arguments: parsed.value }];
    }
    const words = 'must have an id, and a function with its name and its arguments as JSON';
    refuse(notes, `${param}[${at}]`, words);
    return [];
  });
}

/** As some servers spell a call without any. */
const NO_ARGUMENTS = { ok: true, value: {} } as const;
