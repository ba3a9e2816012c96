import { createHash } from 'node:crypto';
import type { UnifiedFinishReason } from '../../contract/exchanges/finish-reason.ts';
import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import { choicesOf } from '../choices-of.ts';
import type { Heard, Play, Reply } from '../face.ts';
import { splitArguments, splitText } from '../openai/split-text.ts';
import { piecesOf } from '../pieces-of.ts';
import { requestIds } from './errors.ts';
import { logprobsOf } from './render-logprobs.ts';

const encoder = new TextEncoder();

/** In small letters in this format; a filter's and a full window's were not read. */
const FINISH_WORDS: Readonly<Record<UnifiedFinishReason, string | null>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  content_filter: 'content_filter',
  context_window: 'length',
  error: 'error',
  unknown: null,
};

/** ChatResult of https://docs.oracle.com/iaas/api/#/en/generative-ai-inference/20231130/datatypes/ChatResult */
export function renderChat(heard: Heard, play: Play): Reply {
  const tokens = [
    ...piecesOf(play, splitText),
    ...play.toolCalls.flatMap((call) => splitArguments(argumentText(call.arguments))),
  ];
  const choices = choicesOf(heard, play).map((choice, index) => ({
    index,
    message: messageOf(choice),
    ...finishOf(play),
    ...logprobsOf(heard, tokens),
  }));
  const body = {
    modelId: play.modelId,
    modelVersion: '1.0.0',
    chatResponse: {
      apiFormat: 'GENERIC',
      timeCreated: new Date(play.createdMs).toISOString(),
      choices,
      ...(play.omit.has('usage') ? {} : { usage: usageOf(play) }),
    },
  };
  return {
    status: 200,
    headers: headersOf(play, 'application/json'),
    body: encoder.encode(JSON.stringify(body)),
  };
}

export function headersOf(play: Play, type: string): Reply['headers'] {
  return { 'content-type': type, ...(play.omit.has('request-id') ? {} : requestIds(play)) };
}

/** The key is there where there is a reason: clients take its presence for the end. */
export function finishOf(play: Play): { readonly finishReason?: string } {
  if (play.omit.has('finish')) return {};
  const word = play.finishWord ?? (play.finish === null ? null : FINISH_WORDS[play.finish]);
  return word === null ? {} : { finishReason: word };
}

export function usageOf({ usage }: Play): JsonObject {
  const { inputTokens, outputTokens, cachedTokens } = usage;
  return {
    completionTokens: outputTokens,
    promptTokens: inputTokens,
    totalTokens: inputTokens + outputTokens,
    ...(cachedTokens === undefined ? {} : { promptTokensDetails: { cachedTokens } }),
  };
}

function messageOf(play: Play): JsonObject {
  const toolCalls = play.toolCalls.map((call, index) => ({
    ...callHead(play, call.name, index),
    arguments: argumentText(call.arguments),
  }));
  const silent = play.text === '' && toolCalls.length > 0;
  return {
    role: 'ASSISTANT',
    ...(silent ? {} : { content: [{ type: 'TEXT', text: play.text }] }),
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
  };
}

/** Ids in vLLM's spelling, as of Llama on OCI: https://github.com/BerriAI/litellm/pull/40040 */
export function callHead(play: Play, name: string, index: number): JsonObject {
  const hash = createHash('sha256').update(`${play.requestId}/${index}`).digest('hex');
  return { type: 'FUNCTION', id: `chatcmpl-tool-${hash.slice(0, 16)}`, name };
}

/** Arguments that are text already are sent as they are: they may be broken on purpose. */
export function argumentText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
