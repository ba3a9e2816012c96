import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { UnifiedFinishReason } from '../../contract/exchanges/finish-reason.ts';
import type { Heard, Play, Reply } from '../face.ts';
import { choicesOf } from '../choices-of.ts';
import { splitArguments, splitText } from '../openai/split-text.ts';
import { piecesOf } from '../pieces-of.ts';
import { tokenLogprobs } from '../token-logprobs.ts';
import { deprecatedOn, SUCCESSOR } from './list-specs.ts';

const encoder = new TextEncoder();

const FINISH_WORDS: Readonly<Record<UnifiedFinishReason, string | null>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  content_filter: null,
  context_window: 'length',
  error: 'error',
  unknown: null,
};

/** The answer in one body. A moderated answer has no choices at all. */
export function renderChat(heard: Heard, play: Play): Reply {
  const choices = choicesOf(heard, play).map((choice, index) => ({
    index,
    message: messageOf(choice),
    finish_reason: finishWord(play),
    ...logprobsOf(heard, [
      ...piecesOf(play, splitText),
      ...play.toolCalls.flatMap((call) => splitArguments(argumentText(call.arguments))),
    ]),
  }));
  const body = {
    ...envelope(play, 'chat.completion'),
    choices: isModerated(play) ? [] : choices,
    ...stamps(play, 0),
    ...(play.omit.has('usage') ? {} : { usage: usageOf(play) }),
    system: { warnings: warningsOf(heard, play) },
  };
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: encoder.encode(JSON.stringify(body)),
  };
}

/** The key is there where probabilities were asked for, and tokens to have them. */
export function logprobsOf({ topLogprobs }: Heard, tokens: readonly string[]): JsonObject {
  if (topLogprobs === null || tokens.length === 0) return {};
  return { logprobs: tokenLogprobs(tokens, topLogprobs, { ids: false, bytes: true }) };
}

export function isModerated(play: Play): boolean {
  return play.finish === 'content_filter' && play.finishWord === null;
}

export function finishWord(play: Play): string | null {
  if (play.omit.has('finish')) return null;
  return play.finishWord ?? (play.finish === null ? null : FINISH_WORDS[play.finish]);
}

export function envelope(play: Play, object: string): JsonObject {
  return {
    ...(play.omit.has('request-id') ? {} : { id: `chatcmpl-${play.requestId.replaceAll('-', '')}` }),
    object,
    model_id: play.modelId,
    model: play.modelId,
  };
}

/** `created_at` moves on with each event, `created` does not. */
export function stamps(play: Play, event: number): JsonObject {
  return {
    created: Math.floor(play.createdMs / 1000),
    model_version: '4.0.0',
    created_at: new Date(play.createdMs + event * EVENT_MS).toISOString(),
  };
}

const EVENT_MS = 11;

export function usageOf({ usage }: Play): JsonObject {
  return {
    completion_tokens: usage.outputTokens,
    prompt_tokens: usage.inputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}

export function warningsOf(heard: Heard, play: Play): readonly JsonObject[] {
  const disclaimer = {
    message:
      'This model is a Non-IBM Product governed by a third-party license that may impose use restrictions and other obligations. By using this model you agree to its terms as identified in the following URL.',
    id: 'disclaimer_warning',
    more_info: 'https://dataplatform.cloud.ibm.com/docs/content/wsj/analyze-data/fm-models.html?context=wx',
  };
  const cap = heard.maxOutputTokens ?? 0;
  const capped = {
    message: `The value of 'max_completion_tokens' for this model was set to value ${cap}`,
    id: 'unspecified_max_completion_tokens',
    additional_properties: { limit: 0, new_value: cap, parameter: 'max_completion_tokens', value: 0 },
  };
  return [
    ...(play.modelId.startsWith('ibm/') ? [] : [disclaimer]),
    ...(heard.capIsDefault === true ? [capped] : []),
    ...(play.retiringOn === undefined ? [] : [deprecated(play.modelId, play.retiringOn)]),
  ];
}

/** As recorded in May 2026: a warning that the Python SDK of the service (ibm_watsonx_ai) prints. */
function deprecated(modelId: string, withdrawnOn: string): JsonObject {
  return {
    message: `Model '${modelId}' is in deprecated state from ${deprecatedOn(withdrawnOn)}. It will be in withdrawn state from ${withdrawnOn}. IDs of alternative models: ${SUCCESSOR}.`,
    id: 'deprecation_warning',
    more_info:
      'https://dataplatform.cloud.ibm.com/docs/content/wsj/analyze-data/fm-model-lifecycle.html?context=wx&audience=wdp',
  };
}

function messageOf(play: Play): JsonObject {
  const calls = play.toolCalls.map((call, index) => ({
    id: toolCallId(play, index),
    type: 'function',
    function: { name: call.name, arguments: argumentText(call.arguments) },
  }));
  const silent = play.text === '' && calls.length > 0;
  return {
    role: 'assistant',
    ...(silent ? {} : { content: play.text }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

/** Arguments that are text already are sent as they are: they may be broken on purpose. */
export function argumentText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function toolCallId(play: Play, index: number): string {
  const hash = createHash('sha256').update(`${play.requestId}/${index}`).digest('hex');
  return `chatcmpl-tool-${hash.slice(0, 32)}`;
}
