import type { CanonicalError } from '../../contract/errors/error.ts';
import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import type { FindingCode } from '../../contract/findings.ts';
import type { FinishReason } from '../../contract/exchanges/finish-reason.ts';
import type { GuardError } from '../../contract/errors/guard-error.ts';
import type { Usage, Warning } from '../../contract/exchanges/response.ts';
import type { StreamPart } from '../../contract/exchanges/stream-part.ts';
import type { BodyEnd } from '../../contract/wires/wire.ts';
import { closeAnswer } from '../close-answer.ts';
import type { DecodeContext, Decoder } from '../decode-context.ts';
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
  readonly warn: (code: FindingCode, message: string) => void;
  /** A failure that was observed, or that the stream says. The first is the stream's. */
  fail(kind: ErrorKind, message: string): void;
  failBy(error: CanonicalError): void;
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
  return new StreamDecoder(context, grammar, open);
}

const NOTHING: readonly StreamPart[] = [];

class StreamDecoder<K extends string> implements Decoder, StreamOutput<K> {
  readonly #context: DecodeContext;
  readonly #reader: StreamReader;
  readonly #step: (kind: K) => void;
  readonly #warnings: Warning[] = [];
  #parts: StreamPart[] = [];
  #frames = 0;
  #handedFrames = 0;
  #usageRecords = 0;
  #finish: FinishReason | null = null;
  #failure: CanonicalError | null = null;
  #ended: BodyEnd | null = null;
  /** Whether the reader has read its last event. */
  #over = false;

  constructor(context: DecodeContext, grammar: Grammar<K>, open: (output: StreamOutput<K>) => StreamReader) {
    this.#context = context;
    this.#step = walkGrammar(grammar, ({ what, message }) => this.warn(`grammar/${what}`, message));
    this.#reader = open(this);
  }

  emit(part: StreamPart): void {
    this.#parts.push(part);
  }

  usage(usage: Usage): void {
    this.#usageRecords += 1;
    this.#parts.push({ type: 'usage', usage });
  }

  finish(reason: FinishReason): void {
    if (reason.raw === this.#finish?.raw) return;
    this.#finish = reason;
    this.#parts.push({ type: 'finish', finishReason: reason });
  }

  finishReason(): FinishReason | null {
    return this.#finish;
  }

  step(kind: K): void {
    this.#step(kind);
  }

  warn(code: FindingCode, message: string): void {
    if (this.#warnings.some((warning) => warning.code === code)) return;
    const place = this.#over
      ? { frame: null, offset: null }
      : { frame: this.#frames, offset: this.#reader.offset() };
    this.#warnings.push({ code, message, ...place });
  }

  fail(kind: ErrorKind, message: string): void {
    this.#failure ??= this.#context.errorOf(kind, message, this.#ended?.cause);
  }

  failBy(error: CanonicalError): void {
    this.#failure ??= error;
  }

  endFrame(handed: boolean): void {
    this.#frames += 1;
    if (handed) this.#handedFrames += 1;
  }

  handedEvents(): number {
    return this.#handedFrames;
  }

  tripped(): GuardError | null {
    return this.#context.events.tripped;
  }

  push(bytes: Uint8Array): readonly StreamPart[] {
    this.#reader.push(bytes);
    return this.#flush();
  }

  end(ended: BodyEnd): readonly StreamPart[] {
    this.#ended = ended;
    const leftover = this.#reader.end();
    this.#over = true;
    const unproven = this.#reader.unproven();
    const { error, silent } = closeAnswer(
      {
        form: 'stream',
        ended,
        failure: this.#failure,
        unproven,
        stranger: unproven === null ? null : (this.#reader.stranger?.() ?? null),
        leftover,
        finish: this.#finish,
      },
      this.#context,
    );
    if (error === null) this.#settle(silent);
    if (this.#warnings.length > 0) {
      this.#parts.push({
        type: 'meta',
        model: null,
        providerRequestId: null,
        systemFingerprint: null,
        warnings: this.#warnings,
      });
    }
    const proof = {
      frames: this.#frames,
      terminalMarker: unproven === null,
      usageRecords: this.#usageRecords,
    };
    this.#parts.push({ type: 'proof', proof });
    if (error !== null) this.#parts.push({ type: 'error', error });
    return this.#flush();
  }

  /** What was promised and is missing is no failure of a stream that is complete. */
  #settle(silent: boolean): void {
    if (silent) this.warn('stream/stall-after-finish', 'the stream was proven complete and never closed');
    this.#reader.settle?.();
    if (this.#context.capabilities.usageInStream && this.#usageRecords === 0) {
      this.warn('stream/no-usage', 'the promised usage record is missing');
    }
  }

  #flush(): readonly StreamPart[] {
    const parts = this.#parts;
    if (parts.length === 0) return NOTHING;
    this.#parts = [];
    return parts;
  }
}
