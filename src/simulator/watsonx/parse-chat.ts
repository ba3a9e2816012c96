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
import { readMessages, type ReadMessages } from '../openai/read-messages.ts';
import { readNamedTool, readTools } from '../openai/read-tools.ts';

/** A chat request whose fields all are watsonx.ai's, with their right types. */
export interface ParsedChat extends ReadMessages {
  readonly modelId: string;
  readonly projectId: string | null;
  readonly spaceId: string | null;
  /** 0 asks for the model's maximum; null leaves it to the service's default. */
  readonly maxTokens: number | null;
  /** The name of the cap that counted, for the warning. */
  readonly maxTokensField: 'max_completion_tokens' | 'max_tokens';
  readonly timeLimitMs: number | null;
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly count: number | null;
  readonly logprobs: boolean;
  readonly topLogprobs: number | null;
  readonly stop: readonly string[];
  readonly tools: Heard['tools'];
  readonly toolChoice: { readonly name: string } | null;
  readonly toolChoiceOption: 'none' | 'auto' | 'required' | null;
  readonly jsonSchema: JsonObject | null;
}

/** Lower case only: https://github.com/IBM/watsonx-ai-node-sdk/blob/main/watsonx-ai-ml/vml_v1.ts */
const ROLES = ['system', 'user', 'assistant', 'tool', 'control'];

type Reader = (value: JsonValue | undefined, path: FieldPath) => unknown;

/** Every field of the request with the reader of its type; a name that is not here is refused. */
const FIELDS: Readonly<Record<string, Reader>> = {
  model_id: readString,
  project_id: readString,
  space_id: readString,
  messages: readArray,
  tools: readArray,
  tool_choice: readObject,
  tool_choice_option: readString,
  max_completion_tokens: readInteger,
  max_tokens: readInteger,
  time_limit: readInteger,
  response_format: readObject,
  guided_json: readObject,
  guided_choice: readArray,
  guided_regex: readString,
  guided_grammar: readString,
  temperature: readNumber,
  top_p: readNumber,
  seed: readInteger,
  n: readInteger,
  stop: readArray,
  frequency_penalty: readNumber,
  presence_penalty: readNumber,
  repetition_penalty: readNumber,
  length_penalty: readNumber,
  logit_bias: readObject,
  logprobs: readBoolean,
  top_logprobs: readInteger,
  include_reasoning: readBoolean,
  reasoning_effort: readString,
  chat_template_kwargs: readObject,
  context: readString,
  crypto: readObject,
};

/** Shape alone. Throws FieldError. */
export function parseChat(body: string | Uint8Array | null): ParsedChat {
  const wire = readBody(body);
  for (const key of Object.keys(wire)) {
    const read = FIELDS[key];
    if (read === undefined) throw new FieldError([key], 'unknown', 'is not a known property');
    optional(read, wire, [], key);
  }
  const completion = optional(readInteger, wire, [], 'max_completion_tokens');
  return {
    ...readMessages(wire['messages'], ['messages'], ROLES),
    modelId: readString(wire['model_id'], ['model_id']),
    projectId: optional(readString, wire, [], 'project_id'),
    spaceId: optional(readString, wire, [], 'space_id'),
    maxTokens: completion ?? optional(readInteger, wire, [], 'max_tokens'),
    maxTokensField:
      wire['max_tokens'] === undefined || completion !== null ? 'max_completion_tokens' : 'max_tokens',
    timeLimitMs: optional(readInteger, wire, [], 'time_limit'),
    temperature: optional(readNumber, wire, [], 'temperature'),
    topP: optional(readNumber, wire, [], 'top_p'),
    count: optional(readInteger, wire, [], 'n'),
    logprobs: optional(readBoolean, wire, [], 'logprobs') ?? false,
    topLogprobs: optional(readInteger, wire, [], 'top_logprobs'),
    stop: (optional(readArray, wire, [], 'stop') ?? []).map((entry, index) =>
      readString(entry, ['stop', index]),
    ),
    tools: readTools(wire),
    toolChoice: optional(readNamedTool, wire, [], 'tool_choice'),
    toolChoiceOption: optional(readOption, wire, [], 'tool_choice_option'),
    jsonSchema: readSchema(wire),
  };
}

function readOption(value: JsonValue | undefined, path: FieldPath): 'none' | 'auto' | 'required' {
  return readOneOf(value, path, ['none', 'auto', 'required']);
}

function readSchema(wire: JsonObject): JsonObject | null {
  const guided = optional(readObject, wire, [], 'guided_json');
  const format = optional(readObject, wire, [], 'response_format');
  if (format === null) return guided;
  const path = ['response_format'];
  const type = readOneOf(format['type'], [...path, 'type'], ['text', 'json_object', 'json_schema']);
  if (type === 'json_object') return guided ?? { type: 'object' };
  if (type !== 'json_schema') return guided;
  const named = readObject(format['json_schema'], [...path, 'json_schema']);
  readString(named['name'], [...path, 'json_schema', 'name']);
  return readObject(named['schema'], [...path, 'json_schema', 'schema']);
}
