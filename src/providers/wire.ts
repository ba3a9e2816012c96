import type { AdapterWorld, Forwarder } from '../contract/wires/adapter.ts';
import type { CanonicalError } from '../contract/errors/error.ts';
import type { FinishReason } from '../contract/exchanges/finish-reason.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { CanonicalRequest } from '../contract/exchanges/request.ts';
import type { Usage, Warning } from '../contract/exchanges/response.ts';
import type { ListedModel } from '../contract/errors/retirement.ts';
import type { StreamPart } from '../contract/exchanges/stream-part.ts';
import type { Credentials, Target } from '../contract/wires/target.ts';
import type { Transport } from '../contract/wires/wire.ts';
import type { Clock } from '../contract/world.ts';
import type { DecodeContext, Decoder } from './decode-context.ts';
import type { SdkAccount } from './sdk-witness.ts';

/**
 * One wire: how a request leaves, and how an answer is read. It holds nothing of a target or a call; what is made once a
 * target, and may cost more than a call, is its `Client`.
 */
export interface Wire<Client, Body> extends WireReading {
  /** An SDK's client, or what stands for one. Nothing in it is left to the environment. */
  connect(target: Target, credentials: Credentials, world: AdapterWorld): Client;
  /** The headers in which the provider gives its request id, the best first. */
  requestIdHeaders(target: Target): readonly string[];
  /** The request as the wire spells it. What it cannot carry has been dropped and declared before. */
  encode(modelId: string, request: CanonicalRequest, mode: Mode, target: Target): Body;
  /**
   * Sends once, over the transport it is given, and reads the SDK's answer to its end. Gives what a client of the SDK
   * would have got, or null where no SDK reads the answer.
   */
  invoke(client: Client, body: Body, sending: Sending): Promise<SdkAccount | null>;
  /** The models that the host lists. */
  readonly listModels?: (
    client: Client,
    transport: Transport,
    signal: AbortSignal,
  ) => Promise<readonly ListedModel[]>;
  /** How a target's server is asked for its own version; null where nobody knows a place for it. */
  readonly versionReader?: (
    target: Target,
  ) => ((client: Client, transport: Transport, signal: AbortSignal) => Promise<string>) | null;
  /** How bytes in OpenAI's form are handed on to a target that reads them; null for one that wants a form of its own. */
  readonly forwarderOf?: (target: Target, credentials: Credentials) => Forwarder | null;
  /** A transport that asks once more where an answer is none: a 202 to be polled, a token that was withdrawn. */
  detour?(transport: Transport, client: Client, target: Target, clock: Clock): Transport;
}

interface Sending {
  readonly mode: Mode;
  readonly transport: Transport;
  readonly signal: AbortSignal;
}

/** How the bytes of an answer are read: a wire's stream, and its body. */
export interface WireReading {
  /** Whether events came, by how the bytes begin: it need not be what was asked for. */
  isStream(start: string, asked: Mode, headers: DecodeContext['headers']): boolean;
  readStream(context: DecodeContext): Decoder;
  /** How the value of a line of JSON would stand in its stream; where events are text. */
  readonly eventOfLine?: (line: string) => string;
  /** `body` is the text's JSON value. Null for one that is no answer of this wire, but perhaps an error. */
  readonly readBody: (body: unknown, text: string, context: DecodeContext) => BodyAnswer | null;
}

/** What one body says. */
export interface BodyAnswer {
  readonly model: string | null;
  readonly providerRequestId: string | null;
  readonly systemFingerprint: string | null;
  readonly warnings: readonly Warning[];
  readonly content: readonly StreamPart[];
  readonly usage: Usage | null;
  readonly finish: FinishReason | null;
  /** What its finish reason is called where it stands. */
  readonly finishName: string;
  /** The error that it says. */
  readonly error: CanonicalError | null;
  /** Why it is no answer, though it looked like one. */
  readonly stranger: string | null;
}
