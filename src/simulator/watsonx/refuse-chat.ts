import { estimateInputTokens } from '../estimate-tokens.ts';
import type { Seat } from '../face.ts';
import { WATSONX_ERRORS, type WatsonxValues, type WatsonxWords } from './errors.ts';
import type { ParsedChat } from './parse-chat.ts';

export interface RefusedFor {
  readonly words: WatsonxWords;
  readonly values: WatsonxValues;
}

type Rule = (chat: ParsedChat, seat: Seat) => RefusedFor | null;

const invalid = (when: boolean, message: string): RefusedFor | null =>
  when
    ? {
        words: {
          status: 400,
          code: 'json_validation_error',
          message: `Json document validation error: ${message}`,
        },
        values: {},
      }
    : null;

const given = (value: string | null): boolean => value !== null && value !== '';

const outside = (value: number | null, low: number, high: number): boolean =>
  value !== null && (value < low || value > high);

const RULES: readonly Rule[] = [
  (chat) =>
    invalid(
      given(chat.projectId) === given(chat.spaceId),
      "exactly one of 'project_id' and 'space_id' should be provided",
    ),
  (chat, seat) =>
    invalid(
      isOther(chat.projectId, seat.settings['project_id']) ||
        isOther(chat.spaceId, seat.settings['space_id']),
      "'project_id' or 'space_id' was not found",
    ),
  (chat, seat) =>
    chat.modelId === seat.modelId
      ? null
      : { words: WATSONX_ERRORS.model_not_found, values: { model: chat.modelId } },
  (chat) => invalid(chat.messages.length === 0, "'messages' should not be empty"),
  (chat) =>
    invalid(
      chat.toolChoice !== null && chat.toolChoiceOption !== null,
      "only one of 'tool_choice' and 'tool_choice_option' should be provided",
    ),
  (chat) =>
    invalid(
      chat.tools.length === 0 && (chat.toolChoice !== null || chat.toolChoiceOption === 'required'),
      "'tools' should be provided when a tool is to be called",
    ),
  (chat) =>
    invalid(
      chat.toolChoice !== null && chat.tools.every((tool) => tool.name !== chat.toolChoice?.name),
      "'tool_choice' should name one of 'tools'",
    ),
  (chat) => invalid(outside(chat.temperature, 0, 2), "'temperature' should be between 0 and 2"),
  (chat) =>
    invalid(outside(chat.topP, Number.MIN_VALUE, 1), "'top_p' should be greater than 0 and at most 1"),
  (chat) => invalid(outside(chat.count, 1, 128), "'n' should be at least 1"),
  (chat) =>
    invalid(
      chat.topLogprobs !== null && chat.topLogprobs > 0 && !chat.logprobs,
      "'logprobs' should be true when 'top_logprobs' is given",
    ),
  (chat) => invalid(outside(chat.topLogprobs, 0, 20), "'top_logprobs' should be between 0 and 20"),
  (chat) => invalid(chat.stop.length > 4, "'stop' should hold at most 4 sequences"),
  (chat) => invalid(outside(chat.timeLimitMs, 1, Infinity), "'time_limit' should be greater than 0"),
  (chat) => invalid(outside(chat.maxTokens, 0, Infinity), `'${chat.maxTokensField}' should not be negative`),
  (chat, seat) =>
    invalid(
      seat.maxImages !== null && chat.imageCount > seat.maxImages,
      `at most ${seat.maxImages} image(s) should be provided`,
    ),
  (chat) =>
    invalid(chat.unreadableImages.length > 0, "'image_url.url' should be a data URI with a base64 image"),
  outputLimit,
  contextOverflow,
];

/** The first thing about a well-formed request that the service does not take. */
export function refuseChat(chat: ParsedChat, seat: Seat): RefusedFor | null {
  for (const rule of RULES) {
    const refused = rule(chat, seat);
    if (refused !== null) return refused;
  }
  return null;
}

function isOther(id: string | null, expected: string | undefined): boolean {
  return given(id) && expected !== undefined && id !== expected;
}

function outputLimit(chat: ParsedChat, { maxOutputTokens }: Seat): RefusedFor | null {
  const maxTokens = chat.maxTokens ?? 0;
  if (maxOutputTokens === null || maxTokens <= maxOutputTokens) return null;
  return { words: WATSONX_ERRORS.output_limit, values: { maxTokens, limit: maxOutputTokens } };
}

function contextOverflow(chat: ParsedChat, { contextTokens }: Seat): RefusedFor | null {
  const inputTokens = estimateInputTokens(chat);
  if (contextTokens === null || inputTokens + (chat.maxTokens ?? 0) <= contextTokens) return null;
  return { words: WATSONX_ERRORS.context_overflow, values: { inputTokens, contextTokens } };
}
