import { estimateInputTokens } from '../estimate-tokens.ts';
import type { Seat } from '../face.ts';
import { OCI_ERRORS, type OciValues, type OciWords } from './errors.ts';
import type { ParsedChat } from './parse-chat.ts';

export interface RefusedFor {
  readonly words: OciWords;
  readonly values: OciValues;
}

type Rule = (chat: ParsedChat, seat: Seat) => RefusedFor | null;

const invalid = (when: boolean, message: string): RefusedFor | null =>
  when ? { words: { ...OCI_ERRORS.invalid_request, message }, values: {} } : null;

const outside = (value: number | null, low: number, high: number): boolean =>
  value !== null && (value < low || value > high);

/** Limits: https://docs.oracle.com/iaas/api/#/en/generative-ai-inference/20231130/datatypes/GenericChatRequest */
const RULES: readonly Rule[] = [
  ({ serving }, seat) => {
    const wanted = seat.settings['endpoint_id'];
    const isServed = serving.type === 'ON_DEMAND' ? serving.id === seat.modelId : serving.id === wanted;
    return isServed ? null : { words: OCI_ERRORS.model_not_found, values: { model: serving.id } };
  },
  ({ compartmentId }, { settings }) =>
    compartmentId === '' || compartmentId !== (settings['compartment_id'] ?? compartmentId)
      ? {
          words: {
            status: 404,
            code: 'NotAuthorizedOrNotFound',
            message: 'Authorization failed or requested resource not found.',
          },
          values: {},
        }
      : null,
  ({ messages }) => invalid(messages.length === 0, 'messages must not be empty'),
  ({ tools }) => invalid(tools.length > 128, 'tools must be at most 128'),
  ({ tools, toolChoice }) =>
    invalid(
      toolChoice !== null && toolChoice !== 'none' && tools.length === 0,
      'toolChoice must not be given without tools',
    ),
  ({ tools, toolChoice }) =>
    invalid(
      toolChoice !== null &&
        typeof toolChoice === 'object' &&
        tools.every(({ name }) => name !== toolChoice.name),
      'toolChoice must name one of the tools',
    ),
  ({ temperature }) => invalid(outside(temperature, 0, 2), 'temperature must be between 0 and 2'),
  ({ topP }) => invalid(outside(topP, 0, 1), 'topP must be between 0 and 1'),
  ({ count }) => invalid(outside(count, 1, 5), 'numGenerations must be between 1 and 5'),
  ({ topLogprobs }) => invalid(outside(topLogprobs, 0, 20), 'logProbs must be between 0 and 20'),
  ({ maxTokens }) => invalid(outside(maxTokens, 1, Infinity), 'maxTokens must be at least 1'),
  ({ stream, includeUsage }) =>
    invalid(!stream && includeUsage !== null, 'streamOptions must not be given without isStream'),
  ({ imageCount }, { maxImages }) =>
    invalid(maxImages !== null && imageCount > maxImages, `at most ${maxImages} image(s) may be given`),
  ({ unreadableImages }) =>
    invalid(unreadableImages > 0, 'imageUrl.url must be a data URI of a PNG or JPEG in base64'),
  ({ maxTokens }, { maxOutputTokens: limit }) =>
    limit === null || (maxTokens ?? 0) <= limit
      ? null
      : { words: OCI_ERRORS.output_limit, values: { maxTokens: maxTokens ?? 0, limit } },
  (chat, { contextTokens }) => {
    const inputTokens = estimateInputTokens(chat);
    if (contextTokens === null || inputTokens + (chat.maxTokens ?? 0) <= contextTokens) return null;
    return { words: OCI_ERRORS.context_overflow, values: { inputTokens, contextTokens } };
  },
];

/** The first thing about a well-formed request that the service does not take. */
export function refuseChat(chat: ParsedChat, seat: Seat): RefusedFor | null {
  for (const rule of RULES) {
    const refused = rule(chat, seat);
    if (refused !== null) return refused;
  }
  return null;
}
