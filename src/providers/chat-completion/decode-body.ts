import type { FindingCode } from '../../contract/findings.ts';
import type { Warning } from '../../contract/response.ts';
import type { StreamPart } from '../../contract/stream-part.ts';
import { isRecord, parseOrUndefined, recordAt, stringAt } from '../../json/read.ts';
import type { DecodeContext } from '../decode-context.ts';
import { findOddities } from './find-oddities.ts';
import { firstChoice } from './first-choice.ts';
import { errorText, hasError } from './has-error.ts';
import { isTimeLimit, mapFinishReason } from './map-finish-reason.ts';
import { callsOf, readReasoning, readText, readToolPieces } from './read-message.ts';
import { readUsage } from './read-usage.ts';

const DECLARED: Warning = {
  code: 'truncation/declared',
  message: 'the server says truncated: true',
  frame: null,
  offset: null,
};

/** A whole chat completion. Proof of completeness: the body parses, has a finish reason and no error object. */
export function decodeChatBody(text: string, context: DecodeContext): readonly StreamPart[] {
  const body = parseOrUndefined(text);
  if (body === undefined) return [{ type: 'error', error: context.errorFrom(text) }];
  const choice = firstChoice(body);
  const truncated = isRecord(body) && body['truncated'] === true;
  const message = recordAt(choice, 'message') ?? recordAt(choice, 'delta') ?? {};
  const warnings: Warning[] = truncated ? [DECLARED] : [];
  const usage = readUsage(body, choice);
  const say = (code: FindingCode, what: string): void => {
    if (warnings.some((warning) => warning.code === code)) return;
    warnings.push({ code, message: what, frame: null, offset: null });
  };
  findOddities({ value: body, choice, message, usage }, say);
  const reason = isRecord(choice) ? choice['finish_reason'] : null;
  if (isTimeLimit(reason)) say('truncation/time-limit', "the server's time limit ended the answer");
  const pieces = readToolPieces(message);
  if (callsOf(message).length > pieces.length) {
    say('tool/empty-call', 'a tool call has neither an id nor a name nor arguments');
  }
  const parts: StreamPart[] = [
    {
      type: 'meta',
      model: stringAt(body, 'model') || stringAt(body, 'model_id') || null,
      providerRequestId: context.requestId ?? (stringAt(body, 'id') || null),
      warnings,
    },
  ];
  const content = readText(message['content']) || (stringAt(choice, 'text') ?? '');
  const reasoning = readReasoning(message);
  if (reasoning !== '') parts.push({ type: 'reasoning-delta', text: reasoning });
  if (content !== '') parts.push({ type: 'text-delta', text: content });
  // Each entry of a whole message is a call of its own.
  for (const [index, { id, name, arguments: text }] of pieces.entries()) {
    parts.push({ type: 'tool-call-delta', index, id, name, arguments: text });
  }
  if (usage !== null) parts.push({ type: 'usage', usage });
  const finishReason = mapFinishReason(reason, truncated);
  if (finishReason !== null) parts.push({ type: 'finish', finishReason });
  parts.push({
    type: 'proof',
    proof: { frames: 1, terminalMarker: finishReason !== null, usageRecords: usage === null ? 0 : 1 },
  });

  if (hasError(body)) parts.push({ type: 'error', error: context.errorFrom(errorText(body, text)) });
  else if (choice === null) {
    parts.push({
      type: 'error',
      error: context.errorOf('malformed_response', 'the response has no choices'),
    });
  } else if (finishReason === null) {
    parts.push({
      type: 'error',
      error: context.errorOf('stream_interrupted', 'the response has no finish reason'),
    });
  } else if (finishReason.unified === 'error') {
    parts.push({ type: 'error', error: context.errorOf('model_error', `finish reason ${finishReason.raw}`) });
  }
  return parts;
}
