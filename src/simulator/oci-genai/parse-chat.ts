import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { Heard } from '../face.ts';
import {
  FieldError,
  optional,
  readArray,
  readBody,
  readBoolean,
  readInteger,
  readNumber,
  readObject,
  readOneOf,
  readString,
  type FieldPath,
} from '../openai/read-fields.ts';
import { readMessages, type ReadMessages } from './read-messages.ts';

/** A request whose fields all are those of ChatDetails and GenericChatRequest, with their right types. */
export interface ParsedChat extends ReadMessages {
  readonly compartmentId: string;
  /** The model on demand, or the endpoint of a cluster of one's own. */
  readonly serving: { readonly type: 'ON_DEMAND' | 'DEDICATED'; readonly id: string };
  readonly stream: boolean;
  readonly includeUsage: boolean | null;
  readonly maxTokens: number | null;
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly count: number | null;
  readonly topLogprobs: number | null;
  readonly stop: readonly string[];
  readonly tools: Heard['tools'];
  readonly toolChoice: Heard['toolChoice'];
  readonly jsonSchema: JsonObject | null;
}

type Reader = (value: JsonValue | undefined, path: FieldPath) => unknown;

/** https://docs.oracle.com/iaas/api/#/en/generative-ai-inference/20231130/datatypes/GenericChatRequest */
const FIELDS: Readonly<Record<string, Reader>> = {
  apiFormat: readString,
  messages: readArray,
  isStream: readBoolean,
  streamOptions: readObject,
  numGenerations: readInteger,
  seed: readInteger,
  isEcho: readBoolean,
  topK: readInteger,
  topP: readNumber,
  temperature: readNumber,
  frequencyPenalty: readNumber,
  presencePenalty: readNumber,
  stop: readArray,
  logProbs: readInteger,
  maxTokens: readInteger,
  maxCompletionTokens: readInteger,
  logitBias: readObject,
  prediction: readObject,
  responseFormat: readObject,
  toolChoice: readObject,
  isParallelToolCalls: readBoolean,
  tools: readArray,
  metadata: readObject,
  reasoningEffort: readString,
  verbosity: readString,
  webSearchOptions: readObject,
  serviceTier: readString,
};
const DETAILS = ['compartmentId', 'servingMode', 'chatRequest'];

/** Shape alone. Throws FieldError. */
export function parseChat(body: string | Uint8Array | null): ParsedChat {
  const details = readBody(body);
  refuseUnknown(details, DETAILS, []);
  const at = ['chatRequest'];
  const wire = readObject(details['chatRequest'], at);
  refuseUnknown(wire, Object.keys(FIELDS), at);
  for (const [key, read] of Object.entries(FIELDS)) optional(read, wire, at, key);
  readOneOf(wire['apiFormat'], [...at, 'apiFormat'], ['GENERIC']);
  const options = optional(readObject, wire, at, 'streamOptions');
  return {
    ...readMessages(wire['messages'], [...at, 'messages']),
    compartmentId: readString(details['compartmentId'], ['compartmentId']),
    serving: readServing(details['servingMode'], ['servingMode']),
    stream: optional(readBoolean, wire, at, 'isStream') ?? false,
    includeUsage: options && optional(readBoolean, options, [...at, 'streamOptions'], 'isIncludeUsage'),
    maxTokens:
      optional(readInteger, wire, at, 'maxTokens') ?? optional(readInteger, wire, at, 'maxCompletionTokens'),
    temperature: optional(readNumber, wire, at, 'temperature'),
    topP: optional(readNumber, wire, at, 'topP'),
    count: optional(readInteger, wire, at, 'numGenerations'),
    topLogprobs: optional(readInteger, wire, at, 'logProbs'),
    stop: (optional(readArray, wire, at, 'stop') ?? []).map((entry, index) =>
      readString(entry, [...at, 'stop', index]),
    ),
    tools: (optional(readArray, wire, at, 'tools') ?? []).map((tool, index) =>
      readTool(tool, [...at, 'tools', index]),
    ),
    toolChoice: optional(readToolChoice, wire, at, 'toolChoice'),
    jsonSchema: optional(readFormat, wire, at, 'responseFormat'),
  };
}

function refuseUnknown(owner: JsonObject, known: readonly string[], path: FieldPath): void {
  const unknown = Object.keys(owner).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new FieldError([...path, unknown], 'unknown', 'is no known property');
}

function readServing(value: JsonValue | undefined, path: FieldPath): ParsedChat['serving'] {
  const serving = readObject(value, path);
  const type = readOneOf(serving['servingType'], [...path, 'servingType'], ['ON_DEMAND', 'DEDICATED']);
  const key = type === 'ON_DEMAND' ? 'modelId' : 'endpointId';
  return { type, id: readString(serving[key], [...path, key]) };
}

function readTool(value: JsonValue, path: FieldPath): Heard['tools'][number] {
  const tool = readObject(value, path);
  readOneOf(tool['type'], [...path, 'type'], ['FUNCTION']);
  optional(readString, tool, path, 'description');
  return {
    name: readString(tool['name'], [...path, 'name']),
    parameters: optional(readObject, tool, path, 'parameters') ?? {},
  };
}

const CHOICES = { AUTO: 'auto', NONE: 'none', REQUIRED: 'required' } as const;

function readToolChoice(value: JsonValue | undefined, path: FieldPath): NonNullable<Heard['toolChoice']> {
  const choice = readObject(value, path);
  const type = readOneOf(choice['type'], [...path, 'type'], ['AUTO', 'NONE', 'REQUIRED', 'FUNCTION']);
  return type === 'FUNCTION' ? { name: readString(choice['name'], [...path, 'name']) } : CHOICES[type];
}

function readFormat(value: JsonValue | undefined, path: FieldPath): JsonObject | null {
  const format = readObject(value, path);
  const type = readOneOf(format['type'], [...path, 'type'], ['TEXT', 'JSON_OBJECT', 'JSON_SCHEMA']);
  if (type === 'TEXT') return null;
  if (type === 'JSON_OBJECT') return { type: 'object' };
  const at = [...path, 'jsonSchema'];
  const named = readObject(format['jsonSchema'], at);
  // `strict`, as OpenAI has it, makes the service refuse the request.
  refuseUnknown(named, ['name', 'description', 'schema', 'isStrict'], at);
  readString(named['name'], [...at, 'name']);
  return readObject(named['schema'], [...at, 'schema']);
}
