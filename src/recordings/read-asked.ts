import type { Tool, ToolChoice } from '../contract/exchanges/request.ts';
import { isTooDeep } from '../json/is-too-deep.ts';
import { isJsonObject, type JsonObject } from '../json/json-value.ts';
import { parseStrict } from '../json/parse-strict.ts';
import { arrayAt, countAt, isRecord, recordAt, stringAt, type UnknownRecord } from '../json/read.ts';

/** What a recorded request asked for. */
export interface Asked {
  /** Whether for a usage record in the stream; true where the request is not known. */
  readonly usage: boolean;
  /** The tools that it declared; null where it is not known, or none is declared in a form that is. */
  readonly tools: readonly Tool[] | null;
  readonly toolChoice: ToolChoice | null;
  readonly maxOutputTokens: number | null;
}

/** The request of a recording: its body alone, or with method and path around it. */
export function readAsked(request: unknown): Asked {
  const sent = recordAt(request, 'body') ?? request;
  const body = recordAt(sent, 'chatRequest') ?? sent;
  if (!isRecord(body)) return { usage: true, tools: null, toolChoice: null, maxOutputTokens: null };
  const tools = declaredIn(body).flatMap(readTool);
  return {
    usage: asksForUsage(body),
    tools: tools.length > 0 ? tools : null,
    toolChoice: tools.length > 0 ? readChoice(body) : null,
    maxOutputTokens: readCap(body),
  };
}

/** A request that is known and does not ask gets no usage record from servers that keep to the book. */
function asksForUsage(body: UnknownRecord): boolean {
  if (!('messages' in body)) return true;
  const isAsked = recordAt(body, 'stream_options')?.['include_usage'] === true;
  return isAsked || recordAt(body, 'streamOptions')?.['isIncludeUsage'] === true;
}

/** The cap under the names of chat completions, native Llama bodies, OCI and Converse; 0 is no cap. */
function readCap(body: UnknownRecord): number | null {
  const cap =
    countAt(body, 'max_completion_tokens') ??
    countAt(body, 'max_tokens') ??
    countAt(body, 'max_gen_len') ??
    countAt(body, 'maxTokens') ??
    countAt(recordAt(body, 'inferenceConfig'), 'maxTokens');
  return cap === 0 ? null : cap;
}

function declaredIn(body: UnknownRecord): readonly unknown[] {
  return arrayAt(body, 'tools') ?? arrayAt(recordAt(body, 'toolConfig'), 'tools') ?? [];
}

/** A tool as chat completions declare it, or as Converse or OCI does. */
function readTool(declared: unknown): readonly Tool[] {
  const chat = recordAt(declared, 'function');
  const spec = recordAt(declared, 'toolSpec');
  const flat = stringAt(declared, 'type') === 'FUNCTION' && isRecord(declared) ? declared : null;
  const tool = chat ?? spec ?? flat;
  const name = stringAt(tool, 'name');
  if (tool === null || name === null) return [];
  const schema = tool === spec ? recordAt(tool, 'inputSchema')?.['json'] : tool['parameters'];
  return [{ name, description: '', parameters: toJsonObject(schema) ?? ANYTHING }];
}

const ANYTHING: JsonObject = {};

function toJsonObject(value: unknown): JsonObject | null {
  const text = isRecord(value) ? textOf(value) : '';
  const parsed = isTooDeep(text) ? null : parseStrict(text);
  return parsed?.ok === true && isJsonObject(parsed.value) ? parsed.value : null;
}

/** Empty for what nests too deep to be written. */
function textOf(value: UnknownRecord): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

const CHOICES: Readonly<Record<string, ToolChoice>> = {
  auto: 'auto',
  none: 'none',
  required: 'required',
  any: 'required',
};

/** The choice under the names of chat completions, watsonx, Converse and OCI. */
function readChoice(body: UnknownRecord): ToolChoice | null {
  const word = stringAt(body, 'tool_choice') ?? stringAt(body, 'tool_choice_option');
  if (word !== null) return Object.hasOwn(CHOICES, word) ? (CHOICES[word] ?? null) : null;
  const flat = recordAt(body, 'toolChoice');
  const type = stringAt(flat, 'type')?.toLowerCase() ?? '';
  if (Object.hasOwn(CHOICES, type)) return CHOICES[type] ?? null;
  const converse = recordAt(recordAt(body, 'toolConfig'), 'toolChoice');
  const named = recordAt(recordAt(body, 'tool_choice'), 'function') ?? recordAt(converse, 'tool') ?? flat;
  const name = stringAt(named, 'name');
  if (name !== null) return { name };
  const [kind] = Object.keys(converse ?? {});
  return kind !== undefined && Object.hasOwn(CHOICES, kind) ? (CHOICES[kind] ?? null) : null;
}
