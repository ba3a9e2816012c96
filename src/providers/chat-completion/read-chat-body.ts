import type { FindingCode } from '../../contract/findings.ts';
import type { Warning } from '../../contract/exchanges/response.ts';
import type { StreamPart } from '../../contract/exchanges/stream-part.ts';
import { isRecord, recordAt, stringAt } from '../../json/read.ts';
import type { DecodeContext } from '../decode-context.ts';
import type { BodyAnswer } from '../wire.ts';
import { findOddities, isRefused } from './find-oddities.ts';
import { choiceOf } from './first-choice.ts';
import { errorText, hasError } from './has-error.ts';
import { isTimeLimit, mapFinishReason } from './map-finish-reason.ts';
import { ofRun, RUN_FORM } from './of-run.ts';
import { callsOf, readReasoning, readText, readToolPieces } from './read-message.ts';
import { readUsage } from './read-usage.ts';

const DECLARED: Warning = {
  code: 'truncation/declared',
  message: 'the server says truncated: true',
  frame: null,
  offset: null,
};

/** A whole chat completion. */
export function readChatBody(given: unknown, text: string, context: DecodeContext): BodyAnswer {
  const body = ofRun(given);
  const choice = choiceOf(body);
  const truncated = isRecord(body) && body['truncated'] === true;
  const message = recordAt(choice, 'message') ?? recordAt(choice, 'delta') ?? {};
  const warnings: Warning[] = truncated ? [DECLARED] : [];
  const usage = readUsage(body, choice);
  const note = (code: FindingCode, what: string): void => {
    if (warnings.some((warning) => warning.code === code)) return;
    warnings.push({ code, message: what, frame: null, offset: null });
  };
  if (body !== given) note('body/run-form', RUN_FORM);
  findOddities({ value: body, choice, message, usage }, note);
  const reason = isRecord(choice) ? choice['finish_reason'] : null;
  if (isTimeLimit(reason)) note('truncation/time-limit', "the server's time limit ended the answer");
  const pieces = readToolPieces(message);
  if (callsOf(message).length > pieces.length) {
    note('tool/empty-call', 'a tool call has neither an id nor a name nor arguments');
  }
  const content: StreamPart[] = [];
  const answer = readText(message['content']) || (stringAt(choice, 'text') ?? '');
  const reasoning = readReasoning(message);
  if (reasoning !== '') content.push({ type: 'reasoning-delta', text: reasoning });
  if (answer !== '') content.push({ type: 'text-delta', text: answer });
  if (isRefused(message) && (answer !== '' || pieces.length > 0)) {
    note('message/refusal-beside-answer', 'a refusal stands beside an answer');
  }
  // Each entry of a whole message is a call of its own.
  for (const [index, { id, name, arguments: args }] of pieces.entries()) {
    content.push({ type: 'tool-call-delta', index, id, name, arguments: args });
  }
  return {
    model: stringAt(body, 'model') || stringAt(body, 'model_id') || null,
    providerRequestId: context.requestId ?? (stringAt(body, 'id') || null),
    systemFingerprint: stringAt(body, 'system_fingerprint') || null,
    warnings,
    content,
    usage,
    finish: mapFinishReason(reason, truncated),
    finishName: 'finish reason',
    error: hasError(body) ? context.errorFrom(errorText(body, text)) : null,
    stranger: choice === null ? 'the response has no choices' : null,
  };
}
