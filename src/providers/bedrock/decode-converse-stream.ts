import type { CanonicalError } from '../../contract/error.ts';
import type { FinishReason } from '../../contract/finish-reason.ts';
import type { Warning } from '../../contract/response.ts';
import type { StreamPart } from '../../contract/stream-part.ts';
import {
  countAt,
  isRecord,
  parseOrUndefined,
  recordAt,
  stringAt,
  type UnknownRecord,
} from '../../json/read.ts';
import type { DecodeContext, Decoder } from '../decode-context.ts';
import { mapConverseStopReason } from './map-finish-reason.ts';
import { createEventStreamReader, type EventFrame } from './read-event-stream.ts';
import { readException } from './read-exception.ts';
import { readConverseUsage } from './read-usage.ts';

const utf8 = new TextDecoder();
const SILENT_EVENTS = new Set(['messageStart', 'contentBlockStop']);

/** A ConverseStream response. Proof of completeness: messageStop and metadata, and nothing broken (design, law 5). */
export function createConverseStreamDecoder(context: DecodeContext): Decoder {
  const warnings: Warning[] = [];
  let parts: StreamPart[] = [];
  let frames = 0;
  let usageRecords = 0;
  let metadata = false;
  let finish: FinishReason | null = null;
  let failure: CanonicalError | null = null;

  const fail = (error: CanonicalError): void => {
    failure ??= error;
  };

  const readEvent = (name: string, payload: UnknownRecord): void => {
    if (name === 'contentBlockStart' || name === 'contentBlockDelta') {
      parts.push(...readBlockPiece(payload));
    } else if (name === 'messageStop') {
      finish = mapConverseStopReason(stringAt(payload, 'stopReason'));
      if (finish !== null) parts.push({ type: 'finish', finishReason: finish });
    } else if (name === 'metadata') {
      metadata = true;
      const usage = readConverseUsage(payload['usage']);
      if (usage === null) return;
      usageRecords += 1;
      parts.push({ type: 'usage', usage });
    } else if (!SILENT_EVENTS.has(name)) {
      const message = `event ${name} is none that the SDK knows; it drops it without a word`;
      warnings.push({ code: 'stream/unknown-event', message, frame: frames });
    }
  };

  const onFrame = (frame: EventFrame): void => {
    const exception = readException(frame, context);
    const payload = exception === null ? parseOrUndefined(utf8.decode(frame.body)) : undefined;
    if (exception !== null) fail(exception);
    else if (isRecord(payload)) readEvent(frame.name, payload);
    else fail(context.errorOf('malformed_response', `the payload of ${frame.name} is no JSON object`));
    frames += 1;
  };

  const reader = createEventStreamReader(
    onFrame,
    (reason) => fail(context.errorOf('malformed_response', reason)),
    context.events,
  );
  const flush = (): readonly StreamPart[] => {
    const ready = parts;
    parts = [];
    return ready;
  };

  parts.push({ type: 'meta', model: null, providerRequestId: context.requestId, warnings: [] });
  return {
    push(bytes) {
      reader.push(bytes);
      return flush();
    },
    end(end) {
      const leftover = reader.end();
      const silent = end === 'stall' && finish !== null && metadata && !leftover;
      if (end !== 'fin' && !silent) fail(context.errorOf('stream_interrupted', `the stream ended by ${end}`));
      else if (leftover) fail(context.errorOf('stream_interrupted', 'the body ended inside a frame'));
      else if (finish === null)
        fail(context.errorOf('stream_interrupted', 'the stream ended without messageStop'));
      else if (!metadata) fail(context.errorOf('stream_interrupted', 'the stream ended without metadata'));
      else if (finish.unified === 'error') fail(context.errorOf('model_error', `stopReason ${finish.raw}`));
      if (failure === null && silent) {
        const message = 'the stream was proven complete and never closed';
        warnings.push({ code: 'stream/stall-after-finish', message, frame: null });
      }
      if (failure === null && usageRecords === 0) {
        warnings.push({ code: 'stream/no-usage', message: 'metadata has no usage record', frame: null });
      }
      parts.push({ type: 'meta', model: null, providerRequestId: null, warnings });
      parts.push({
        type: 'proof',
        proof: { frames, terminalMarker: finish !== null && metadata, usageRecords },
      });
      if (failure !== null) parts.push({ type: 'error', error: failure });
      return flush();
    },
  };
}

function readBlockPiece(payload: UnknownRecord): readonly StreamPart[] {
  const index = countAt(payload, 'contentBlockIndex') ?? 0;
  const start = recordAt(recordAt(payload, 'start'), 'toolUse');
  if (start !== null) {
    const id = stringAt(start, 'toolUseId');
    return [{ type: 'tool-call-delta', index, id, name: stringAt(start, 'name'), arguments: '' }];
  }
  const delta = recordAt(payload, 'delta');
  const text = stringAt(delta, 'text');
  if (text !== null) return text === '' ? [] : [{ type: 'text-delta', text }];
  const reasoning = stringAt(recordAt(delta, 'reasoningContent'), 'text');
  if (reasoning !== null) return [{ type: 'reasoning-delta', text: reasoning }];
  const input = stringAt(recordAt(delta, 'toolUse'), 'input');
  return input === null ? [] : [{ type: 'tool-call-delta', index, id: null, name: null, arguments: input }];
}
