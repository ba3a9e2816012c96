import type { CanonicalError } from '../contract/error.ts';
import type { FindingCode } from '../contract/findings.ts';
import type { FinishReason } from '../contract/finish-reason.ts';
import type { Usage, Warning } from '../contract/response.ts';
import type { StreamPart } from '../contract/stream-part.ts';
import type { DecodeContext, Decoder } from './decode-context.ts';
import { walkGrammar, type Grammar } from './stream-grammar.ts';

/** What the reader of one wire says as it reads. */
export interface StreamOutput<K extends string> {
  emit(part: StreamPart): void;
  usage(usage: Usage): void;
  /** A finish reason; one with the same word as the last says nothing new. */
  finish(reason: FinishReason): void;
  finishReason(): FinishReason | null;
  /** An event of the wire's grammar came. */
  step(kind: K): void;
  /** Said once a code, with the event at which it was first seen. */
  warn(code: FindingCode, message: string): void;
  /** The first failure is the stream's. */
  fail(error: CanonicalError): void;
  /** The event that was being read is read. `handed` is whether a client should be handed it as one. */
  endFrame(handed: boolean): void;
}

/** The bytes of one wire, read into an output. */
export interface StreamReader {
  push(bytes: Uint8Array): void;
  /** Whether bytes were left over. */
  end(): boolean;
  /** Where in the body the event that is being read ends. */
  offset(): number;
  /** What the wire's proof of completeness lacks, or null (design, law 5). */
  unproven(): string | null;
  /** What shows that the body is something else than a stream of this wire; null when nothing does. */
  stranger?(): string | null;
  /** Called at the end of a proven stream, to warn of promises that were not kept. */
  settle?(): void;
}

/** What all streams share: parts in batches, the first failure, findings with their place, and the closing proof. */
export function createStreamDecoder<K extends string>(
  context: DecodeContext,
  grammar: Grammar<K>,
  open: (output: StreamOutput<K>) => StreamReader,
): Decoder {
  const warnings: Warning[] = [];
  let parts: StreamPart[] = [];
  let frames = 0;
  let handedFrames = 0;
  let usageRecords = 0;
  let over = false;
  let finish: FinishReason | null = null;
  let failure: CanonicalError | null = null;

  const warn = (code: FindingCode, message: string): void => {
    if (warnings.some((warning) => warning.code === code)) return;
    const place = over ? { frame: null, offset: null } : { frame: frames, offset: reader.offset() };
    warnings.push({ code, message, ...place });
  };
  const fail = (error: CanonicalError): void => {
    failure ??= error;
  };
  const reader = open({
    emit: (part) => {
      parts.push(part);
    },
    usage(usage) {
      usageRecords += 1;
      parts.push({ type: 'usage', usage });
    },
    finish(reason) {
      if (reason.raw === finish?.raw) return;
      finish = reason;
      parts.push({ type: 'finish', finishReason: reason });
    },
    finishReason: () => finish,
    step: walkGrammar(grammar, ({ what, message }) => warn(`grammar/${what}`, message)),
    warn,
    fail,
    endFrame(handed) {
      frames += 1;
      if (handed) handedFrames += 1;
    },
  });

  const flush = (): readonly StreamPart[] => {
    const ready = parts;
    parts = [];
    return ready;
  };

  return {
    handedEvents: () => handedFrames,
    push(bytes) {
      reader.push(bytes);
      return flush();
    },
    end(end) {
      const leftover = reader.end();
      over = true;
      const unproven = reader.unproven();
      const stranger = unproven === null ? null : (reader.stranger?.() ?? null);
      // Proven complete, and then silence until our timer: a server that does not close takes nothing back.
      const silent = end === 'stall' && unproven === null && !leftover;
      if (end !== 'fin' && !silent) fail(context.errorOf('stream_interrupted', `the stream ended by ${end}`));
      else if (stranger !== null) fail(context.errorOf('malformed_response', stranger));
      else if (leftover) fail(context.errorOf('stream_interrupted', 'the body ended inside an event'));
      else if (unproven !== null) {
        fail(context.errorOf('stream_interrupted', `the stream ended without ${unproven}`));
      } else if (finish?.unified === 'error') {
        fail(context.errorOf('model_error', `finish reason ${finish.raw}`));
      }
      if (failure === null) {
        if (silent) warn('stream/stall-after-finish', 'the stream was proven complete and never closed');
        reader.settle?.();
        if (context.capabilities.usageInStream && usageRecords === 0) {
          warn('stream/no-usage', 'the promised usage record is missing');
        }
      }
      if (warnings.length > 0) {
        parts.push({ type: 'meta', model: null, providerRequestId: null, warnings });
      }
      parts.push({ type: 'proof', proof: { frames, terminalMarker: unproven === null, usageRecords } });
      if (failure !== null) parts.push({ type: 'error', error: failure });
      return flush();
    },
  };
}
