import type { Capabilities } from './capabilities.ts';
import type { CanonicalError, ErrorContext } from '../errors/error.ts';
import type { Mode } from '../exchanges/mode.ts';
import type { CanonicalRequest } from '../exchanges/request.ts';
import type { ListedModel } from '../errors/retirement.ts';
import type { StreamPart } from '../exchanges/stream-part.ts';
import type { Credentials, ModelOffer, Target } from './target.ts';
import type { Transport, WireResponse } from './wire.ts';
import type { Clock, Redact } from '../world.ts';

/**
 * One wire. `call` emits parts for both modes and throws only what happened before a response head came;
 * everything later is an `error` part. `normalizeError` is total: it returns for every input.
 */
export interface Adapter {
  readonly provider: string;
  readonly capabilities: Capabilities;
  call(
    model: ModelOffer,
    request: CanonicalRequest,
    mode: Mode,
    transport: Transport,
    signal: AbortSignal,
  ): AsyncIterable<StreamPart>;
  normalizeError(thrown: unknown, context: ErrorContext): CanonicalError;
  /** The models that the host lists, where its wire has such a list. Rejects when it does not say. */
  readonly listModels?: (transport: Transport, signal: AbortSignal) => Promise<readonly ListedModel[]>;
  /** What the server says of its own version, where its row names the place. Rejects when it says nothing there. */
  readonly readVersion?: (transport: Transport, signal: AbortSignal) => Promise<string>;
  /** For a server to which a request in OpenAI's form can be handed as it stands. */
  readonly forwarder?: Forwarder;
}

/** Hands on the bytes of a chat request that a client wrote, with the target's own credentials and headers. */
export interface Forwarder {
  /** Whether a body with these keys needs no translation for this server and model. */
  takes(keys: { has(key: string): boolean }): boolean;
  /** Rejects with what the network threw when no head came. `headers` are the client's that are handed on, in lower case. */
  forward(
    body: Uint8Array,
    headers: Readonly<Record<string, string>>,
    transport: Transport,
    signal: AbortSignal,
  ): Promise<WireResponse>;
}

/** The request handler interface of the AWS SDK, as much of it as a shim needs. */
export interface SmithyRequestHandler {
  handle(request: object, options?: object): Promise<{ response: object }>;
  destroy(): void;
}

/** How a call tells an SDK's client, which serves every call to a target, what to send it over. */
export interface TransportOption {
  readonly transport: Transport;
  /** Of the headers that the SDK makes, those that are sent; without it all of them are. Lower case. */
  readonly headerNames?: readonly string[];
}

/** The shims that put a Transport under an SDK. Both take it from the options of each call, where they must find it. */
export interface SdkShims {
  /** From its init, where the openai SDK puts the call's `fetchOptions`. */
  readonly fetch: typeof globalThis.fetch;
  /** From its options, which are those of the AWS SDK's `send`. */
  readonly requestHandler: SmithyRequestHandler;
}

/** What an adapter needs from outside. */
export interface AdapterWorld {
  readonly clock: Clock;
  readonly redact: Redact;
  /** Takes each secret that the adapter fetches, such as a token, before it is sent anywhere: the masks know it from then on. */
  readonly learnSecret: (secret: string) => void;
  readonly shims: SdkShims;
  /** The target's own headers with their values read: for every request of a call, and for no other. */
  readonly headers: Readonly<Record<string, string>>;
  /** For requests that are not the call itself, such as a token exchange. */
  readonly transport: Transport;
}

export type CreateAdapter = (
  target: Target,
  credentials: Credentials,
  world: AdapterWorld,
) => Promise<Adapter>;
