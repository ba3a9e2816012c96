import { cutToWindow } from './cut-to-window.ts';
import { estimateInputTokens } from '../estimate-tokens.ts';
import type { Seat } from '../face.ts';
import type { ParsedChat } from './parse-chat.ts';
import type { ErrorValues } from './render-error.ts';
import type { RefusalCode, ServerRow } from './server-row.ts';

export interface RefusedFor {
  readonly code: RefusalCode;
  readonly values: ErrorValues;
}

type Rule = (chat: ParsedChat, row: ServerRow, seat: Seat) => RefusedFor | null;

const refuseWhen = (when: boolean, code: RefusalCode, values: ErrorValues = {}): RefusedFor | null =>
  when ? { code, values } : null;

const RULES: readonly Rule[] = [
  (chat) => refuseWhen(chat.model === null, 'model/missing', { type: 'missing', path: 'model' }),
  (chat, row, seat) =>
    refuseWhen(row.checksModel && chat.model !== null && chat.model !== seat.modelId, 'model/unknown', {
      model: chat.model ?? '',
    }),
  (chat) => refuseWhen(chat.messages.length === 0, 'messages/empty'),
  (chat, row) => temperatureOutOfRange(chat, row),
  (chat) =>
    refuseWhen(chat.topP !== null && (chat.topP <= 0 || chat.topP > 1), 'top-p/range', {
      given: chat.topP ?? 0,
    }),
  (chat) => refuseWhen(chat.count !== null && chat.count < 1, 'count/range', { given: chat.count ?? 0 }),
  (chat, row) =>
    refuseWhen(chat.count !== null && chat.count !== 1 && !row.manyChoices, 'count/many', {
      given: chat.count ?? 0,
    }),
  (chat) =>
    refuseWhen((chat.count ?? 1) > 1 && chat.temperature === 0, 'count/greedy', { given: chat.count ?? 0 }),
  (chat) =>
    refuseWhen((chat.topLogprobs ?? 0) !== 0 && !chat.logprobs, 'logprobs/off', {
      given: chat.topLogprobs ?? 0,
    }),
  (chat) =>
    refuseWhen(chat.logprobs && chat.stream && chat.tools.length > 0, 'logprobs/with-tools-in-stream'),
  ({ topLogprobs }, row) => {
    const given = topLogprobs ?? 0;
    const most = row.logprobs?.most ?? Number.POSITIVE_INFINITY;
    return refuseWhen(given < 0 || given > most, 'logprobs/range', { given, most });
  },
  (chat) => refuseWhen(chat.stop.includes(''), 'stop/empty'),
  (chat) => refuseWhen(chat.stop.length > 4, 'stop/count', { given: chat.stop.length }),
  (chat) =>
    refuseWhen(chat.streamOptionsGiven && !chat.stream, 'stream-options/without-stream', {
      path: 'stream_options',
    }),
  (chat) => refuseWhen(chat.toolChoiceWord === 'any', 'tool-choice/unknown', { given: 'any' }),
  (chat) =>
    refuseWhen(
      chat.toolChoice !== null && chat.toolChoice !== 'none' && chat.tools.length === 0,
      'tool-choice/without-tools',
    ),
  (chat, row) =>
    refuseWhen(row.toolChoices === 'words-and-names' && isUndeclared(chat), 'tool-choice/undeclared', {
      tool: typeof chat.toolChoice === 'object' ? (chat.toolChoice?.name ?? '') : '',
    }),
  (chat, row) =>
    refuseWhen(
      row.tools === 'none' && chat.tools.length > 0 && chat.toolChoice !== 'none',
      'tools/unsupported',
    ),
  (chat, row) => refuseWhen(row.tools === 'send' && chat.stream && chat.tools.length > 0, 'tools/in-stream'),
  (chat, row) => formatWithoutSchema(chat, row),
  (chat) => refuseWhen(chat.responseFormat !== null && chat.tools.length > 0, 'tools/with-format'),
  (chat, row) =>
    refuseWhen(
      chat.responseFormat !== null && !row.formats.includes(chat.responseFormat),
      'response-format/unknown',
      {
        type: 'literal_error',
        path: 'response_format.type',
        loc: "'body', 'response_format', 'type'",
        msg: `Input should be ${row.formats.map((format) => `'${format}'`).join(' or ')}`,
      },
    ),
  (chat, _row, seat) =>
    refuseWhen(seat.maxImages !== null && chat.imageCount > seat.maxImages, 'images/count', {
      limit: seat.maxImages ?? 0,
      images: chat.imageCount,
    }),
  (chat) =>
    refuseWhen(chat.unreadableImages.length > 0, 'images/unreadable', {
      given: (chat.unreadableImages[0] ?? '').slice(0, 80),
    }),
  (chat) =>
    refuseWhen(chat.maxTokens !== null && chat.maxTokens < 1, 'max-tokens/low', {
      given: chat.maxTokens ?? 0,
    }),
  (chat, row, seat) => outOfRoom(chat, row, seat),
];

/** The first thing about a well-formed request that this server at this seat does not take. */
export function refuseChat(chat: ParsedChat, row: ServerRow, seat: Seat): RefusedFor | null {
  for (const rule of RULES) {
    const refused = rule(chat, row, seat);
    if (refused !== null && row.refusals[refused.code] !== null) return refused;
  }
  return null;
}

function temperatureOutOfRange(chat: ParsedChat, row: ServerRow): RefusedFor | null {
  if (chat.temperature === null || row.temperature === null) return null;
  const [low, high] = row.temperature;
  const outside = chat.temperature < low || (high !== null && chat.temperature > high);
  return refuseWhen(outside, 'temperature/range', { given: chat.temperature, low, high: high ?? '' });
}

/** A format whose schema stands under another server's key, or that needs one here and has none. */
function formatWithoutSchema({ responseFormat, schemas }: ParsedChat, row: ServerRow): RefusedFor | null {
  const byValue = row.schemaFields.includes('response_format.value');
  const valued = schemas['response_format.value'] !== undefined;
  const foreign = responseFormat === 'json_schema' && valued && !byValue;
  const wantsValue = responseFormat === 'json_object' || responseFormat === 'json_schema';
  const bare = wantsValue && !valued && byValue;
  const path = bare ? 'response_format.value' : 'response_format.json_schema';
  const loc = `'body', ${path.replace(/[^.]+/g, "'$&'").replace('.', ', ')}`;
  return refuseWhen(foreign || bare, 'field/invalid', { type: 'missing', path, loc, msg: 'Field required' });
}

function isUndeclared(chat: ParsedChat): boolean {
  const choice = chat.toolChoice;
  return (
    typeof choice === 'object' && choice !== null && chat.tools.every((tool) => tool.name !== choice.name)
  );
}

function outOfRoom(chat: ParsedChat, row: ServerRow, seat: Seat): RefusedFor | null {
  const { contextTokens, maxOutputTokens } = seat;
  const maxTokens = chat.maxTokens ?? 0;
  const messages = row.cutsPrompt ? cutToWindow(chat, contextTokens) : chat.messages;
  const inputTokens = estimateInputTokens({ ...chat, messages });
  const values = {
    inputTokens,
    maxTokens,
    totalTokens: inputTokens + maxTokens,
    contextTokens: contextTokens ?? 0,
    roomTokens: Math.max(0, (contextTokens ?? 0) - maxTokens),
    limit: maxOutputTokens ?? 0,
  };
  if (maxOutputTokens !== null && maxTokens > maxOutputTokens) {
    return { code: 'max-tokens/limit', values };
  }
  if (contextTokens === null) return null;
  if (maxTokens > contextTokens) return { code: 'max-tokens/window', values };
  // What is left of it has nobody to cut it further.
  if (row.cutsPrompt) return refuseWhen(inputTokens > contextTokens, 'prompt/too-long', values);
  if (inputTokens >= contextTokens) return { code: 'prompt/too-long', values };
  return refuseWhen(inputTokens + maxTokens > contextTokens, 'prompt/leaves-no-room', values);
}
