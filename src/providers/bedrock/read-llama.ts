import { isRecord, parseOrUndefined, stringAt } from '../../json/read.ts';
import type { DecodeContext, Decoder } from '../decode-context.ts';
import type { BodyAnswer } from '../wire.ts';
import { findDuplicateKeys } from '../reading/find-duplicate-keys.ts';
import { createStreamDecoder, type StreamOutput, type StreamReader } from '../reading/stream-decoder.ts';
import { LLAMA_GRAMMAR, type LlamaEvent } from './llama-grammar.ts';
import { isForeignToLlama, mapLlamaStopReason } from './map-finish-reason.ts';
import type { EventFrame } from '../reading/frame-codec.ts';
import { createEventStreamReader } from '../reading/read-event-stream.ts';
import { readException } from './read-exception.ts';
import { readLlamaUsage } from './read-usage.ts';

const utf8 = new TextDecoder();

/** A whole native Llama body of InvokeModel. */
export function readLlamaBody(body: unknown, _text: string, context: DecodeContext): BodyAnswer | null {
  const generation = stringAt(body, 'generation');
  const word = stringAt(body, 'stop_reason');
  if (generation === null) return null;
  return {
    model: null,
    providerRequestId: context.requestId,
    systemFingerprint: null,
    warnings: isForeignToLlama(word)
      ? [{ code: 'finish/foreign-word', message: foreign(word), frame: null, offset: null }]
      : [],
    content: generation === '' ? [] : [{ type: 'text-delta', text: generation }],
    usage: readLlamaUsage(body),
    finish: mapLlamaStopReason(word),
    finishName: 'stop_reason',
    error: null,
    stranger: null,
  };
}

function foreign(word: string): string {
  return `the stop_reason is ${word}, a word of Converse`;
}

/** An InvokeModelWithResponseStream response of native Llama chunks. Proof of completeness: a stop_reason. */
export function createLlamaStreamDecoder(context: DecodeContext): Decoder {
  return createStreamDecoder(context, LLAMA_GRAMMAR, (output) => openReader(context, output));
}

function openReader(context: DecodeContext, output: StreamOutput<LlamaEvent>): StreamReader {
  let inputTokens: number | null = null;

  const readChunk = (chunk: unknown): void => {
    const text = stringAt(chunk, 'generation') ?? '';
    const word = stringAt(chunk, 'stop_reason');
    const reason = mapLlamaStopReason(word);
    if (isForeignToLlama(word)) output.warn('finish/foreign-word', foreign(word));
    if (text !== '') output.step('text');
    if (reason !== null) output.step('stop');
    else if (text === '') output.step('quiet');
    if (text !== '') output.emit({ type: 'text-delta', text });
    const usage = readLlamaUsage(chunk);
    if (usage !== null) {
      // The input count stands on the first chunk alone; the last one has both.
      inputTokens = usage.inputTokens ?? inputTokens;
      output.usage({ ...usage, inputTokens });
    }
    if (reason !== null) output.finish(reason);
  };

  const onFrame = (frame: EventFrame): void => {
    const exception = readException(frame, context);
    if (exception !== null) {
      output.step('exception');
      output.failBy(exception);
    } else {
      const inner = stringAt(parseOrUndefined(utf8.decode(frame.body)), 'bytes');
      const text = inner === null ? '' : Buffer.from(inner, 'base64').toString('utf8');
      const chunk = parseOrUndefined(text);
      const twice = chunk === undefined ? null : findDuplicateKeys(text, chunk);
      if (twice !== null) output.warn('body/duplicate-key', twice);
      if (isRecord(chunk)) readChunk(chunk);
      else output.fail('malformed_response', 'a chunk holds no JSON object');
    }
    output.endFrame(exception === null);
  };

  const reader = createEventStreamReader(
    onFrame,
    (reason) => output.fail('malformed_response', reason),
    context.events,
  );
  output.emit({
    type: 'meta',
    model: null,
    providerRequestId: context.requestId,
    systemFingerprint: null,
    warnings: [],
  });
  return {
    ...reader,
    unproven: () => (output.finishReason() === null ? 'a stop_reason' : null),
  };
}
