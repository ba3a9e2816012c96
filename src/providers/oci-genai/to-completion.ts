import { arrayAt, isRecord, recordAt, stringAt, type UnknownRecord } from '../../json/read.ts';

/**
 * A whole answer of the GENERIC format as the chat completion that says the same. What is none is left as it is: it may
 * be an error. https://docs.oracle.com/iaas/api/#/en/generative-ai-inference/20231130/datatypes/ChatResult
 */
export function toCompletion(body: unknown): unknown {
  const response = recordAt(body, 'chatResponse');
  if (response === null || saysError(body)) return body;
  return {
    model: stringAt(body, 'modelId'),
    error: response['error'],
    choices: arrayAt(response, 'choices')?.map((choice) => toChoice(choice, 'message')),
    usage: toUsage(response['usage']),
  };
}

/**
 * An event of a stream as the chunk that says the same. An event is a choice by itself, the last one without an index,
 * and one more, when asked for, has the usage: https://github.com/oracle/langchain-oracle/issues/316
 */
export function toChunk(event: unknown): unknown {
  if (!isRecord(event) || saysError(event)) return event;
  if (isRecord(event['chatResponse'])) return toCompletion(event);
  const says = isRecord(event['message']) || 'finishReason' in event;
  if (!says && !isRecord(event['usage'])) return event;
  return {
    choices: says ? [toChoice({ ...event, index: event['index'] ?? 0 }, 'delta')] : [],
    usage: toUsage(event['usage']),
  };
}

/** The `message` of an error is text and that of an answer is none, whatever else stands beside it. */
function saysError(value: unknown): boolean {
  return isRecord(value) && (typeof value['message'] === 'string' || (value['error'] ?? null) !== null);
}

function toChoice(choice: unknown, place: 'message' | 'delta'): unknown {
  if (!isRecord(choice)) return choice;
  const { index, error, finishReason, message = {} } = choice;
  return {
    index,
    error,
    finish_reason: finishReason ?? null,
    [place]: isRecord(message) ? toMessage(message) : message,
  };
}

function toMessage(message: UnknownRecord): UnknownRecord {
  const { toolCalls } = message;
  return {
    role: message['role'],
    content: toText(message['content']),
    reasoning_content: message['reasoningContent'],
    refusal: message['refusal'],
    tool_calls: Array.isArray(toolCalls) ? toolCalls.map(toCall) : toolCalls,
  };
}

/** A list of parts, of which those of an answer are text; a list with others, and what is none, is left to be found odd. */
function toText(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  return content.every(isText)
    ? content.map((part) => stringAt(part, 'text') ?? '').join('')
    : content.map(toPart);
}

/** Newer models have a null for the text beside a call. */
function isText(part: unknown): boolean {
  if (!isRecord(part) || part['type'] !== 'TEXT') return false;
  return typeof (part['text'] ?? '') === 'string';
}

function toPart(part: unknown): unknown {
  return stringAt(part, 'type') === 'TEXT' ? { type: 'text', text: stringAt(part, 'text') ?? '' } : part;
}

function toCall(call: unknown): unknown {
  if (!isRecord(call)) return call;
  return { id: call['id'], function: { name: call['name'], arguments: call['arguments'] } };
}

function toUsage(usage: unknown): UnknownRecord | null {
  if (!isRecord(usage)) return null;
  return {
    prompt_tokens: usage['promptTokens'],
    completion_tokens: usage['completionTokens'],
    total_tokens: usage['totalTokens'],
    prompt_tokens_details: { cached_tokens: recordAt(usage, 'promptTokensDetails')?.['cachedTokens'] },
    completion_tokens_details: {
      reasoning_tokens: recordAt(usage, 'completionTokensDetails')?.['reasoningTokens'],
    },
  };
}
