import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { Heard, Play, Reply } from '../face.ts';
import { choicesOf } from '../choices-of.ts';
import { piecesOf } from '../pieces-of.ts';
import { tokenLogprobs } from '../token-logprobs.ts';
import { responseId, toolCallId } from './chat-ids.ts';
import { fill } from './render-error.ts';
import type { ServerRow } from './server-row.ts';
import { splitArguments, splitText } from './split-text.ts';

const encoder = new TextEncoder();

/** The answer in one body. */
export function renderCompletion(row: ServerRow, heard: Heard, play: Play): Reply {
  const body = {
    ...envelope(row, play, 'chat.completion'),
    choices: choicesOf(heard, play).map((choice, index) => ({
      index,
      message: messageOf(row, choice),
      ...logprobsOf(row, heard, tokensOf(play)),
      finish_reason: finishWord(row, heard, play),
      ...nativeFinish(row, finishWord(row, heard, play)),
      ...stopField(row, play),
      ...row.choiceExtra,
    })),
    ...(play.omit.has('usage') ? {} : { usage: usageOf(row, play), ...timings(row, play) }),
    ...row.bodyExtra,
    ...admission(play),
  };
  return {
    status: 200,
    headers: responseHeaders(row, play, 'application/json', row.extraHeaders),
    body: encode(body),
  };
}

/** What the model wrote, as the pieces in which a stream would bring it. */
function tokensOf(play: Play): readonly string[] {
  const calls = play.toolCalls.flatMap((call) => splitArguments(argumentText(call.arguments)));
  return [...piecesOf(play, splitText), ...calls];
}

/** The probabilities of tokens under their key, which some servers have even where nobody asked. */
export function logprobsOf(row: ServerRow, { topLogprobs }: Heard, tokens: readonly string[]): JsonObject {
  if (topLogprobs === null || row.logprobs === null || tokens.length === 0) {
    return row.logprobsKey ? { logprobs: null } : {};
  }
  return { logprobs: tokenLogprobs(tokens, topLogprobs, row.logprobs) };
}

/** llama.cpp's word for a window that was too small. */
export function admission({ truncated }: Play): JsonObject {
  return truncated === true ? { truncated } : {};
}

/** The keys that whole responses and chunks share. */
export function envelope(row: ServerRow, play: Play, object: string): JsonObject {
  const id = object === 'chat.completion.chunk' && row.streamId === 'empty' ? '' : responseId(row, play);
  return {
    ...(play.omit.has('request-id') ? {} : { id }),
    object,
    created: Math.floor(play.createdMs / 1000),
    ...(row.namesModel ? { model: play.modelId } : {}),
    ...(row.systemFingerprint === undefined ? {} : { system_fingerprint: row.systemFingerprint }),
  };
}

function messageOf(row: ServerRow, play: Play): JsonObject {
  const silent = play.text === '' && play.toolCalls.length > 0;
  return {
    role: 'assistant',
    content: silent ? row.emptyContent : play.text,
    ...row.messageExtra,
    ...(play.toolCalls.length === 0 ? {} : { tool_calls: play.toolCalls.map(toolCallOf(row, play)) }),
  };
}

function toolCallOf(row: ServerRow, play: Play) {
  return (call: Play['toolCalls'][number], index: number): JsonObject => ({
    ...toolCallId(row, play, index),
    ...(row.numbersCalls ? { index } : {}),
    type: 'function',
    function: { name: call.name, arguments: argumentText(call.arguments) },
  });
}

/** Arguments that are text already are sent as they are: they may be broken on purpose. */
export function argumentText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function finishWord(row: ServerRow, heard: Heard, play: Play): string | null {
  if (play.omit.has('finish')) return null;
  if (play.finishWord !== null) return play.finishWord;
  if (play.finish === null) return null;
  if (play.finish === 'stop' && play.stopString !== null && row.stopStringFinish !== null) {
    return row.stopStringFinish;
  }
  const named = typeof heard.toolChoice === 'object' && heard.toolChoice !== null;
  return play.finish === 'tool_calls' && named ? row.namedToolFinish : row.finishWords[play.finish];
}

/** The finish word of the provider behind a router, beside the router's own. */
export function nativeFinish({ nativeFinish: native }: ServerRow, finish: string | null): JsonObject {
  if (native === null) return {};
  return { native_finish_reason: native === 'same' || finish === null ? finish : native.word };
}

export function stopField(row: ServerRow, play: Play): JsonObject {
  return row.stopField === null ? {} : { [row.stopField]: play.stopString };
}

export function usageOf(row: ServerRow, play: Play, outputTokens = play.usage.outputTokens): JsonObject {
  const { inputTokens, cachedTokens } = play.usage;
  return {
    prompt_tokens: inputTokens,
    total_tokens: inputTokens + outputTokens,
    completion_tokens: outputTokens,
    ...row.usageExtra,
    ...(cachedTokens === undefined ? {} : { prompt_tokens_details: { cached_tokens: cachedTokens } }),
  };
}

/** llama.cpp's own measurements, at a made-up but steady pace. */
export function timings(row: ServerRow, play: Play): JsonObject {
  if (!row.timings) return {};
  const { inputTokens, outputTokens } = play.usage;
  return {
    timings: {
      cache_n: 0,
      prompt_n: inputTokens,
      prompt_ms: inputTokens * 2,
      prompt_per_token_ms: 2,
      prompt_per_second: 500,
      predicted_n: outputTokens,
      predicted_ms: outputTokens * 8,
      predicted_per_token_ms: 8,
      predicted_per_second: 125,
    },
  };
}

export function responseHeaders(
  row: ServerRow,
  play: Play,
  contentType: string,
  extra: ServerRow['extraHeaders'],
): Reply['headers'] {
  const values = {
    requestId: play.requestId,
    inputTokens: play.usage.inputTokens,
    outputTokens: play.usage.outputTokens,
    computeS: (play.usage.outputTokens * 8) / 1000,
  };
  const ids = play.omit.has('request-id') ? [] : row.requestIdHeaders;
  return {
    'content-type': contentType,
    ...Object.fromEntries(ids.map((name) => [name, play.requestId])),
    ...Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, fill(value, values)])),
  };
}

function encode(body: JsonObject): Uint8Array {
  return encoder.encode(JSON.stringify(body));
}
