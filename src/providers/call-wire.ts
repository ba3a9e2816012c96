import type { CanonicalError } from '../contract/errors/error.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { Warning } from '../contract/exchanges/response.ts';
import type { Loss, StreamPart } from '../contract/exchanges/stream-part.ts';
import type { BodyEnd, Transport, WireChunk, WireHead, WirePiece } from '../contract/wires/wire.ts';
import { parseOrUndefined } from '../json/read.ts';
import type { BodyBranch } from './body-branch.ts';
import type { Decoder } from './decode-context.ts';
import { LentTransport, type Arrival } from './lent-transport.ts';
import { noteDuplicates } from './reading/body-decoder.ts';
import { compareWithSdk, type SdkAccount, type SdkOutcome } from './sdk-witness.ts';

/** One call on one wire, prepared by its adapter. */
export interface WireCall {
  readonly servedAs: Mode;
  readonly losses: readonly Loss[];
  /** Sends once over the transport it is given: see `Wire.invoke`. */
  invoke(transport: Transport): Promise<SdkAccount | null>;
  /** The decoder for a response of status 2xx. */
  decoderFor(head: WireHead): Decoder;
  /** What a response of status 2xx says beside its answer. */
  warningsOf(head: WireHead): readonly Warning[];
  /** The error that a response of another status says. `thrown` is what the SDK made of it. */
  errorFor(head: WireHead, body: string, thrown: unknown): CanonicalError;
}

/**
 * Runs an SDK over the transport while our own decoder reads the same bytes. The SDK makes the request; the decoder
 * alone says what came back, because SDKs end a cut stream without a word, drop events they do not know and take an
 * error object for an answer. Throws only what the SDK threw before a response head came.
 */
export function callWire(
  call: WireCall,
  transport: Transport,
  signal: AbortSignal,
): AsyncIterable<StreamPart> {
  return new CallParts(call, transport, signal);
}

type Next = IteratorResult<StreamPart, undefined>;

const DONE: Next = { done: true, value: undefined };

/** Written out, not a generator: a stream has a part an event, and a generator's promises cost more than reading it. */
class CallParts implements AsyncIterableIterator<StreamPart, undefined> {
  readonly #call: WireCall;
  readonly #transport: Transport;
  readonly #signal: AbortSignal;
  #reading: Reading | null = null;
  #over = false;
  /** The parts that one chunk completed, and how many of them were handed on. */
  #batch: readonly StreamPart[];
  #at = 0;

  constructor(call: WireCall, transport: Transport, signal: AbortSignal) {
    this.#call = call;
    this.#transport = transport;
    this.#signal = signal;
    this.#batch = [{ type: 'start', servedAs: call.servedAs, losses: call.losses }];
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Next> {
    const part = this.#batch[this.#at];
    if (part === undefined) return this.#over ? Promise.resolve(DONE) : this.#refill();
    this.#at += 1;
    return Promise.resolve({ done: false, value: part });
  }

  async return(): Promise<Next> {
    const left = this.#over ? null : this.#reading;
    this.#over = true;
    this.#batch = [];
    await left?.leave();
    return DONE;
  }

  async #refill(): Promise<Next> {
    try {
      const reading = (this.#reading ??= await openReading(this.#call, this.#transport, this.#signal));
      let batch = NOTHING;
      while (batch.length === 0 && !this.#over) {
        const piece = reading.enough() ?? pieceOf(await reading.pieces.next());
        this.#over = 'end' in piece;
        batch = 'end' in piece ? await reading.close(piece) : reading.take(piece);
      }
      const [part] = batch;
      if (part === undefined) return DONE;
      this.#batch = batch;
      this.#at = 1;
      return { done: false, value: part };
    } catch (error) {
      this.#over = true;
      await this.#reading?.leave();
      throw error;
    }
  }
}

/** A body that is done without an end was broken off. */
function pieceOf(next: IteratorResult<WirePiece, undefined>): WirePiece {
  return next.done === true ? BROKEN : next.value;
}

/** Sends, and waits for the head or for what the SDK throws instead of one. */
async function openReading(call: WireCall, transport: Transport, signal: AbortSignal): Promise<Reading> {
  const { promise, resolve: arrived } = Promise.withResolvers<Arrival>();
  const lent = new LentTransport({ transport, signal, arrived });
  const sdk = call.invoke(lent.send).then(
    (account): SdkOutcome => ({ account }),
    (thrown: unknown): SdkOutcome => ({ thrown }),
  );
  const first = await Promise.race([promise, sdk]);
  if ('response' in first) return new Reading(call, first, sdk, signal);
  lent.takeBack();
  if ('account' in first) throw new Error('the SDK returned without sending a request');
  const thrown: unknown = first.thrown ?? new Error('the SDK failed without saying why');
  throw thrown;
}

const BROKEN: BodyEnd = { end: 'reset', cause: null };

const NOTHING: readonly StreamPart[] = [];

/** A response that came, read by the decoder and, at its pace, by the SDK. */
class Reading {
  readonly pieces: AsyncIterator<WirePiece, undefined>;
  readonly #call: WireCall;
  readonly #head: WireHead;
  readonly #branch: BodyBranch;
  readonly #sdk: Promise<SdkOutcome>;
  readonly #signal: AbortSignal;
  /** Null for a response that is refused by its status, whose body is kept. */
  readonly #decoder: Decoder | null;
  readonly #refusal: Uint8Array[] = [];
  /** What the head says beside the answer. */
  readonly #noticed: readonly StreamPart[];

  constructor(call: WireCall, { response, branch }: Arrival, sdk: Promise<SdkOutcome>, signal: AbortSignal) {
    this.pieces = response.body[Symbol.asyncIterator]();
    this.#call = call;
    this.#head = response;
    this.#branch = branch;
    this.#sdk = sdk;
    this.#signal = signal;
    const accepted = response.status >= 200 && response.status < 300;
    this.#decoder = accepted ? call.decoderFor(response) : null;
    this.#noticed = accepted ? noticesOf(call.warningsOf(response)) : NOTHING;
  }

  /** The end of a body of which a limit on its events lets us read no more. */
  enough(): BodyEnd | null {
    const cause = this.#decoder?.tripped() ?? null;
    return cause === null ? null : { end: 'reset', cause };
  }

  /** The parts that a chunk completes. */
  take(chunk: WireChunk): readonly StreamPart[] {
    this.#branch.push(chunk);
    if (this.#decoder !== null) return joinText(this.#decoder.push(chunk.bytes));
    this.#refusal.push(chunk.bytes);
    return NOTHING;
  }

  /** The last parts, once the SDK is done too. */
  async close(ended: BodyEnd): Promise<readonly StreamPart[]> {
    const tripped = this.enough() !== null;
    // A stall is over for us when our timer ended it, so the SDK must not wait for more.
    this.#branch.close({ end: ended.end === 'fin' ? 'fin' : 'reset', cause: ended.cause });
    if (tripped) await this.pieces.return?.();
    const outcome = await this.#sdk;
    if (this.#decoder === null) {
      const body = new TextDecoder().decode(Buffer.concat(this.#refusal));
      const thrown = 'thrown' in outcome ? outcome.thrown : null;
      const value = parseOrUndefined(body);
      const noted = value === undefined ? NOTHING : noteDuplicates(body, value);
      return [...noted, { type: 'error', error: this.#call.errorFor(this.#head, body, thrown) }];
    }
    const closing = [...this.#noticed, ...this.#decoder.end(ended)];
    // An SDK cannot be blamed for what we, or the network, kept from it.
    if (tripped || this.#signal.aborted || ended.end === 'stall') return closing;
    return [...witness(this.#call.servedAs, this.#decoder, outcome, closing), ...closing];
  }

  /** Whoever read the parts has stopped. */
  async leave(): Promise<void> {
    this.#branch.close(BROKEN);
    await this.pieces.return?.();
  }
}

/** What is to be noted of the SDK, before the parts that close a response: an error must come last. */
function witness(
  mode: Mode,
  decoder: Decoder,
  outcome: SdkOutcome,
  closing: readonly StreamPart[],
): readonly StreamPart[] {
  const error = closing.find((part) => part.type === 'error')?.error ?? null;
  const warnings = compareWithSdk(outcome, { mode, error, events: decoder.handedEvents() });
  return noticesOf(warnings);
}

function noticesOf(warnings: readonly Warning[]): readonly StreamPart[] {
  return warnings.length === 0
    ? NOTHING
    : [{ type: 'meta', model: null, providerRequestId: null, systemFingerprint: null, warnings }];
}

/** Neighbouring pieces of text as one: what came in one chunk came at one time, and a part is dear. */
export function joinText(parts: readonly StreamPart[]): readonly StreamPart[] {
  if (parts.length < 2) return parts;
  const joined: StreamPart[] = [];
  let text = '';
  for (const part of parts) {
    if (part.type === 'text-delta') {
      text += part.text;
      continue;
    }
    if (text !== '') joined.push({ type: 'text-delta', text });
    text = '';
    joined.push(part);
  }
  if (text !== '') joined.push({ type: 'text-delta', text });
  return joined;
}
