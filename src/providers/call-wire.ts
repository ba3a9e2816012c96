import type { CanonicalError } from '../contract/error.ts';
import type { Mode } from '../contract/mode.ts';
import type { Loss, StreamPart } from '../contract/stream-part.ts';
import type { Transport, WireChunk, WireEnd, WireRequest, WireResponse } from '../contract/wire.ts';
import { createChunkBranch, type ChunkBranch } from './chunk-branch.ts';
import type { Decoder } from './decode-context.ts';
import type { EventGuard } from './event-guard.ts';
import { flattenBatches } from './flatten-batches.ts';
import { joinText } from './join-text.ts';
import { compareWithSdk, type SdkAccount, type SdkOutcome } from './sdk-witness.ts';

/** One call on one wire, prepared by its adapter. */
export interface WireCall {
  readonly servedAs: Mode;
  readonly losses: readonly Loss[];
  /** Ends the reading, and with it the connection, when a limit on events is reached. */
  readonly events?: EventGuard;
  /**
   * Sends through the SDK over the transport it is given and reads the SDK's answer to its end. Gives what a client
   * of the SDK would have got, or null where no SDK reads the answer.
   */
  invoke(transport: Transport): Promise<SdkAccount | null>;
  /** The decoder for a response of status 2xx. */
  decoderFor(response: WireResponse): Decoder;
  /** The error that a response of another status says. `thrown` is what the SDK made of it. */
  errorFor(response: WireResponse, body: string, thrown: unknown): CanonicalError;
}

interface Arrival {
  readonly response: WireResponse;
  readonly branch: ChunkBranch;
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
  return flattenBatches(readBatches(call, transport, signal));
}

/** The parts that each chunk completes. */
async function* readBatches(
  call: WireCall,
  transport: Transport,
  signal: AbortSignal,
): AsyncGenerator<readonly StreamPart[]> {
  yield [{ type: 'start', servedAs: call.servedAs, losses: call.losses }];
  const arrival = Promise.withResolvers<Arrival>();
  // The SDK aborts its request when it gives up on a body; the decoder reads on, so that signal is not passed down.
  const shared: Transport = async (request: WireRequest) => {
    const response = await transport(request, signal);
    const branch = createChunkBranch();
    arrival.resolve({ response, branch });
    return new BranchedResponse(response, branch);
  };
  const sdk = call.invoke(shared).then(
    (account): SdkOutcome => ({ account }),
    (thrown: unknown): SdkOutcome => ({ thrown }),
  );
  const first = await Promise.race([arrival.promise, sdk]);
  if ('thrown' in first) throw first.thrown ?? new Error('the SDK failed without saying why');
  if ('account' in first) throw new Error('the SDK returned without sending a request');

  const { response, branch } = first;
  const refused = response.status < 200 || response.status >= 300;
  const decoder = refused ? null : call.decoderFor(response);
  const body: Uint8Array[] = [];
  try {
    for await (const chunk of response.chunks) {
      branch.push(chunk);
      if (decoder === null) body.push(chunk.bytes);
      else yield joinText(decoder.push(chunk.bytes));
      if (call.events !== undefined && call.events.tripped !== null) break;
    }
  } finally {
    branch.close();
  }
  const outcome = await sdk;
  if (decoder === null) {
    const text = new TextDecoder().decode(Buffer.concat(body));
    const thrown = 'thrown' in outcome ? outcome.thrown : null;
    yield [{ type: 'error', error: call.errorFor(response, text, thrown) }];
    return;
  }
  const tripped = (call.events?.tripped ?? null) !== null;
  const closing = decoder.end(tripped ? 'reset' : response.end);
  // An SDK cannot be blamed for what we, or the network, kept from it.
  const told =
    tripped || signal.aborted || response.end === 'stall' ? [] : witness(call, decoder, outcome, closing);
  yield [...told, ...closing];
}

/** What is to be said of the SDK, before the parts that close a response: an error must come last. */
function witness(
  call: WireCall,
  decoder: Decoder,
  outcome: SdkOutcome,
  closing: readonly StreamPart[],
): readonly StreamPart[] {
  const error = closing.find((part) => part.type === 'error')?.error ?? null;
  const events = decoder.handedEvents?.() ?? null;
  const warnings = compareWithSdk(outcome, { mode: call.servedAs, error, events });
  return warnings.length === 0 ? [] : [{ type: 'meta', model: null, providerRequestId: null, warnings }];
}

/** The SDK's view of a response. A stall is over for us when our timer ended it, so the SDK must not wait for more. */
class BranchedResponse implements WireResponse {
  readonly status: number;
  readonly headers: WireResponse['headers'];
  readonly chunks: AsyncIterable<WireChunk>;
  readonly #response: WireResponse;

  constructor(response: WireResponse, chunks: AsyncIterable<WireChunk>) {
    this.status = response.status;
    this.headers = response.headers;
    this.chunks = chunks;
    this.#response = response;
  }

  get cause(): unknown {
    return this.#response.cause;
  }

  get end(): WireEnd {
    return this.#response.end === 'stall' ? 'reset' : this.#response.end;
  }
}
