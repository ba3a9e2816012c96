import type { CanonicalError } from '../../contract/error.ts';
import type { FinishReason } from '../../contract/finish-reason.ts';
import type { StreamPart } from '../../contract/stream-part.ts';
import { isRecord, parseOrUndefined, stringAt } from '../../json/read.ts';
import type { DecodeContext, Decoder } from '../decode-context.ts';
import { mapLlamaStopReason } from './map-finish-reason.ts';
import { createEventStreamReader, type EventFrame } from './read-event-stream.ts';
import { readException } from './read-exception.ts';
import { readLlamaUsage } from './read-usage.ts';

const utf8 = new TextDecoder();

/** An InvokeModelWithResponseStream response of native Llama chunks. Proof of completeness: a stop_reason. */
export function createLlamaStreamDecoder(context: DecodeContext): Decoder {
  let parts: StreamPart[] = [];
  let frames = 0;
  let usageRecords = 0;
  let inputTokens: number | null = null;
  let finish: FinishReason | null = null;
  let failure: CanonicalError | null = null;

  const fail = (error: CanonicalError): void => {
    failure ??= error;
  };

  const readChunk = (chunk: unknown): void => {
    const text = stringAt(chunk, 'generation');
    if (text !== null && text !== '') parts.push({ type: 'text-delta', text });
    const usage = readLlamaUsage(chunk);
    if (usage !== null) {
      usageRecords += 1;
      // The input count stands on the first chunk alone; the last one has both.
      inputTokens = usage.inputTokens ?? inputTokens;
      parts.push({ type: 'usage', usage: { ...usage, inputTokens } });
    }
    const reason = mapLlamaStopReason(stringAt(chunk, 'stop_reason'));
    if (reason === null) return;
    finish = reason;
    parts.push({ type: 'finish', finishReason: reason });
  };

  const onFrame = (frame: EventFrame): void => {
    const exception = readException(frame, context);
    if (exception !== null) fail(exception);
    else {
      const inner = stringAt(parseOrUndefined(utf8.decode(frame.body)), 'bytes');
      const chunk =
        inner === null ? undefined : parseOrUndefined(Buffer.from(inner, 'base64').toString('utf8'));
      if (isRecord(chunk)) readChunk(chunk);
      else fail(context.errorOf('malformed_response', 'a chunk holds no JSON object'));
    }
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
      const silent = end === 'stall' && finish !== null && !leftover;
      if (end !== 'fin' && !silent) fail(context.errorOf('stream_interrupted', `the stream ended by ${end}`));
      else if (leftover) fail(context.errorOf('stream_interrupted', 'the body ended inside a frame'));
      else if (finish === null)
        fail(context.errorOf('stream_interrupted', 'the stream ended without a stop_reason'));
      if (failure === null && silent) {
        const message = 'the stream was proven complete and never closed';
        const stalled = { code: 'stream/stall-after-finish', message, frame: null };
        parts.push({ type: 'meta', model: null, providerRequestId: null, warnings: [stalled] });
      }
      if (failure === null && usageRecords === 0) {
        const missing = { code: 'stream/no-usage', message: 'no chunk has token counts', frame: null };
        parts.push({ type: 'meta', model: null, providerRequestId: null, warnings: [missing] });
      }
      parts.push({ type: 'proof', proof: { frames, terminalMarker: finish !== null, usageRecords } });
      if (failure !== null) parts.push({ type: 'error', error: failure });
      return flush();
    },
  };
}
