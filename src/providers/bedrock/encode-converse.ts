import { createHash } from 'node:crypto';
import type { ConverseCommandInput, Message as ConverseMessage } from '@aws-sdk/client-bedrock-runtime';
import type { JsonValue } from '../../contract/json-value.ts';
import type { CanonicalRequest, Message } from '../../contract/exchanges/request.ts';
import { isJsonArray, isJsonObject } from '../../json/json-value.ts';

type ContentBlock = NonNullable<ConverseMessage['content']>[number];
type ToolConfig = NonNullable<ConverseCommandInput['toolConfig']>;
type ToolUse = Extract<ContentBlock, { toolUse: object }>['toolUse'];
type Document = Exclude<ToolUse['input'], undefined>;

/** The input of Converse and ConverseStream, which is one. Bytes are given raw: the SDK makes the base64. */
export function encodeConverse(modelId: string, request: CanonicalRequest): ConverseCommandInput {
  const system = request.messages.flatMap((message) => (message.role === 'system' ? message.content : []));
  return {
    modelId,
    messages: encodeTurns(request.messages),
    ...(system.length > 0 && { system: system.map(({ text }) => ({ text })) }),
    inferenceConfig: {
      ...(request.maxOutputTokens !== null && { maxTokens: request.maxOutputTokens }),
      ...(request.temperature !== null && { temperature: request.temperature }),
      ...(request.topP !== null && { topP: request.topP }),
      ...(request.stop.length > 0 && { stopSequences: [...request.stop] }),
    },
    ...(request.tools.length > 0 && { toolConfig: encodeTools(request) }),
  };
}

/** Results of tools that ran together belong in one user turn, and nothing else may stand in it. */
function encodeTurns(messages: readonly Message[]): ConverseMessage[] {
  const turns: ConverseMessage[] = [];
  let results: ContentBlock[] | null = null;
  for (const message of messages) {
    if (message.role === 'system') continue;
    if (message.role === 'tool') {
      if (results === null) turns.push({ role: 'user', content: (results = []) });
      results.push({
        toolResult: {
          toolUseId: toToolUseId(message.toolCallId),
          content: message.content.map(({ text }) => ({ text })),
          status: 'success',
        },
      });
      continue;
    }
    results = null;
    turns.push({ role: message.role, content: encodeContent(message) });
  }
  return turns;
}

function encodeContent(message: Extract<Message, { role: 'user' | 'assistant' }>): ContentBlock[] {
  const blocks = message.content.map((part): ContentBlock =>
    part.type === 'text'
      ? { text: part.text }
      : { image: { format: part.format, source: { bytes: Buffer.from(part.data, 'base64') } } },
  );
  if (message.role === 'user') return blocks;
  const calls = message.toolCalls.map((call): ContentBlock => ({
    toolUse: { toolUseId: toToolUseId(call.id), name: call.name, input: toDocument(call.arguments) },
  }));
  return [...blocks, ...calls];
}

/**
 * Converse takes few letters and at most 64 of them, so an id from another host may need another name; the same id
 * always gets the same. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolUseBlock.html
 */
function toToolUseId(id: string): string {
  return /^[\w.:-]{1,64}$/.test(id)
    ? id
    : `renamed_${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}

function encodeTools(request: CanonicalRequest): ToolConfig {
  return {
    tools: request.tools.map(({ name, description, parameters }) => ({
      // An empty description is refused, and none is not.
      toolSpec: {
        name,
        ...(description !== '' && { description }),
        inputSchema: { json: toDocument(parameters) },
      },
    })),
    ...(request.toolChoice !== null && { toolChoice: encodeToolChoice(request.toolChoice) }),
  };
}

function encodeToolChoice(
  choice: NonNullable<CanonicalRequest['toolChoice']>,
): NonNullable<ToolConfig['toolChoice']> {
  if (typeof choice === 'object') return { tool: { name: choice.name } };
  return choice === 'required' ? { any: {} } : { auto: {} };
}

/** The SDK's document type is mutable; ours is not, and nobody writes to either. */
function toDocument(value: JsonValue): Document {
  if (isJsonArray(value)) return value.map(toDocument);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toDocument(part)] as const));
}
