import type { JsonObject } from '../../contract/json-value.ts';
import { Refusal, type Heard, type Moment, type Seat } from '../face.ts';
import type { WireRequest } from '../../contract/wires/wire.ts';
import { authenticate } from './authenticate.ts';
import { cutToWindow } from './cut-to-window.ts';
import { parseChat, type ParsedChat } from './parse-chat.ts';
import { FieldError } from './read-fields.ts';
import { refuseChat } from './refuse-chat.ts';
import { renderError, requestIds, type ErrorValues } from './render-error.ts';
import { seatValues } from './seat-values.ts';
import type { RefusalCode, ServerRow } from './server-row.ts';

type Refuse = (code: RefusalCode, values: ErrorValues) => never;

export function hearChat(row: ServerRow, request: WireRequest, seat: Seat, moment: Moment): Heard {
  const refuse: Refuse = (code, values) => {
    const words = row.refusals[code] ?? row.errors.invalid_request;
    throw new Refusal(renderError(words, { ...seatValues(seat), ...values }, requestIds(row, moment)));
  };
  authenticate(row, request, seat, moment);
  if (request.method !== 'POST' || !isChatPath(row, request, seat)) refuse('path/unknown', {});
  const chat = parse(row, request, refuse);
  const refused = refuseChat(chat, row, seat);
  if (refused !== null) refuse(refused.code, refused.values);
  return {
    modelId: chat.model ?? seat.modelId,
    messages: row.cutsPrompt ? cutToWindow(chat, seat.contextTokens) : chat.messages,
    maxOutputTokens: chat.maxTokens,
    stop: chat.stop,
    tools: chat.tools,
    toolChoice: honouredChoice(chat, row),
    jsonSchema: honouredSchema(chat, row),
    count: row.manyChoices ? (chat.count ?? 1) : 1,
    topLogprobs: honouredLogprobs(chat, row),
    stream: chat.stream,
    usageInStream: chat.includeUsage ?? row.emptyOptionsAsk,
  };
}

export function pathOf(request: WireRequest): string {
  return new URL(request.url, 'http://seat').pathname;
}

function isChatPath(row: ServerRow, request: WireRequest, seat: Seat): boolean {
  const path = pathOf(request);
  return [row.basePath, seat.dialect?.basePath, '/v1'].some((base) => path === `${base}/chat/completions`);
}

function parse(row: ServerRow, request: WireRequest, refuse: Refuse): ParsedChat {
  try {
    return parseChat(request.body, row.historyArguments);
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    const loc = ['body', ...error.path];
    return refuse('field/invalid', {
      type: error.type,
      path: error.path.join('.'),
      loc: loc.map((step) => (typeof step === 'number' ? step : `'${step}'`)).join(', '),
      msg: error.message,
    });
  }
}

function honouredSchema(chat: ParsedChat, row: ServerRow): JsonObject | null {
  const field = row.schemaFields.find((name) => chat.schemas[name] !== undefined);
  if (field !== undefined) return chat.schemas[field] ?? null;
  return chat.responseFormat === 'json_object' && row.schemaFields.length > 0 ? { type: 'object' } : null;
}

function honouredChoice({ toolChoice }: ParsedChat, row: ServerRow): Heard['toolChoice'] {
  if (row.toolChoices === 'none') return null;
  return row.toolChoices === 'words' && typeof toolChoice === 'object' ? null : toolChoice;
}

function honouredLogprobs({ logprobs, topLogprobs }: ParsedChat, row: ServerRow): number | null {
  return row.logprobs === null || !logprobs ? null : (topLogprobs ?? row.logprobs.unasked);
}
