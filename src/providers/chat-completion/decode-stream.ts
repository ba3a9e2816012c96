import type { FinishReason } from '../../contract/finish-reason.ts';
import type { CanonicalError } from '../../contract/error.ts';
import type { Warning } from '../../contract/response.ts';
import type { StreamPart } from '../../contract/stream-part.ts';
import { isRecord, parseOrUndefined, recordAt, stringAt } from '../../json/read.ts';
import type { DecodeContext, Decoder } from '../decode-context.ts';
import { createSseReader, type SseEvent } from '../read-sse.ts';
import { firstChoice } from './decode-body.ts';
import { hasError } from './has-error.ts';
import { mapFinishReason } from './map-finish-reason.ts';
import { readReasoning, readText, readToolPieces } from './read-message.ts';
import { readUsage } from './read-usage.ts';
import { createToolSlots } from './tool-slots.ts';

/**
 * A stream of chat completion chunks as server-sent events: the OpenAI family and watsonx.
 * Proof of completeness: a finish reason for choice 0. `[DONE]` and the usage record are promises, not proof.
 */
export function createChatStreamDecoder(context: DecodeContext): Decoder {
  const slots = createToolSlots();
  const warnings: Warning[] = [];
  let parts: StreamPart[] = [];
  let frames = 0;
  let usageRecords = 0;
  let done = false;
  let named = false;
  let finish: FinishReason | null = null;
  let failure: CanonicalError | null = null;

  const warn = (code: string, message: string): void => {
    if (!warnings.some((warning) => warning.code === code)) warnings.push({ code, message, frame: frames });
  };
  const fail = (error: CanonicalError): void => {
    failure ??= error;
  };

  const readChunk = (chunk: unknown): void => {
    if (!named && (stringAt(chunk, 'model') || stringAt(chunk, 'id'))) {
      named = true;
      const model = stringAt(chunk, 'model') || stringAt(chunk, 'model_id') || null;
      const providerRequestId = context.requestId ?? (stringAt(chunk, 'id') || null);
      parts.push({ type: 'meta', model, providerRequestId, warnings: [] });
    }
    const choice = firstChoice(chunk);
    const delta = recordAt(choice, 'delta') ?? {};
    const reasoning = readReasoning(delta);
    const text = readText(delta['content']) || (stringAt(choice, 'text') ?? '');
    const pieces = readToolPieces(delta);
    if (finish !== null && (text !== '' || pieces.length > 0)) {
      warn('stream/content-after-finish', 'content came after the finish reason');
    }
    if (reasoning !== '') parts.push({ type: 'reasoning-delta', text: reasoning });
    if (text !== '') parts.push({ type: 'text-delta', text });
    for (const piece of pieces) {
      if (piece.index === null) warn('tool/delta-without-index', 'a tool delta has no index');
      parts.push(slots.take(piece));
    }
    const usage = readUsage(chunk);
    if (usage !== null) {
      usageRecords += 1;
      parts.push({ type: 'usage', usage });
    }
    const truncated = isRecord(chunk) && chunk['truncated'] === true;
    const reason = mapFinishReason(isRecord(choice) ? choice['finish_reason'] : null, truncated);
    if (reason !== null && reason.raw !== finish?.raw) {
      if (finish !== null) warn('stream/several-finish-reasons', `${finish.raw}, then ${reason.raw}`);
      finish = reason;
      parts.push({ type: 'finish', finishReason: reason });
    }
  };

  const onEvent = (event: SseEvent): void => {
    const { data } = event;
    const value = data === '[DONE]' ? undefined : parseOrUndefined(data);
    if (!event.terminated) {
      if (data !== '[DONE]' && value === undefined) {
        fail(context.errorOf('stream_interrupted', 'the body ended inside an event'));
        return;
      }
      warn('stream/no-final-blank-line', 'the last event has no blank line after it');
    }
    if (data === '[DONE]') done = true;
    else if (event.event === 'error' || hasError(value))
      fail(context.errorFromEvent(data, event.event ?? undefined));
    else if (value === undefined && data !== '') {
      fail(context.errorOf('malformed_response', 'an event holds no JSON'));
    }
    if (value !== undefined) readChunk(value);
    frames += 1;
  };

  // Servers have said errors where SSE has no place for them: llama.cpp before its pull request 16109 (September 2025)
  // in a field of that name, Ollama in a line of JSON alone. Standard parsers drop both.
  const reader = createSseReader(
    onEvent,
    (field, value) => {
      const said = field === 'error' ? value : `${field}:${value}`;
      if (field !== 'error' && !(field.startsWith('{') && hasError(parseOrUndefined(said)))) {
        warn('stream/unknown-field', 'a line that SSE has no field for was dropped, and what stood in it');
        return;
      }
      warn('stream/error-field', 'an error came in a line that standard SSE parsers ignore');
      fail(context.errorFromEvent(said));
    },
    context.events,
  );

  const flush = (): readonly StreamPart[] => {
    const ready = parts;
    parts = [];
    return ready;
  };

  return {
    push(bytes) {
      reader.push(bytes);
      return flush();
    },
    end(end) {
      const leftover = reader.end();
      // Proven complete, and then silence until our timer: a server that does not close takes nothing back.
      const silent = end === 'stall' && finish !== null && !leftover;
      if (end !== 'fin' && !silent) fail(context.errorOf('stream_interrupted', `the stream ended by ${end}`));
      else if (leftover) fail(context.errorOf('stream_interrupted', 'the body ended inside an event'));
      else if (finish === null)
        fail(context.errorOf('stream_interrupted', 'the stream ended without a finish reason'));
      else if (finish.unified === 'error')
        fail(context.errorOf('model_error', `finish reason ${finish.raw}`));
      if (failure === null) {
        if (silent) warn('stream/stall-after-finish', 'the stream was proven complete and never closed');
        if (context.capabilities.doneMarker && !done)
          warn('stream/no-done', 'the promised [DONE] is missing');
        if (context.capabilities.usageInStream && usageRecords === 0) {
          warn('stream/no-usage', 'the promised usage record is missing');
        }
      }
      parts.push({ type: 'meta', model: null, providerRequestId: null, warnings });
      parts.push({ type: 'proof', proof: { frames, terminalMarker: finish !== null, usageRecords } });
      if (failure !== null) parts.push({ type: 'error', error: failure });
      return flush();
    },
  };
}
