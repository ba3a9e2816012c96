import type { Dialect } from '../contract/wires/dialect.ts';
import type { ErrorKind } from '../contract/errors/error-kind.ts';
import type { WireFault } from '../contract/wires/fault.ts';
import type { UnifiedFinishReason } from '../contract/exchanges/finish-reason.ts';
import type { JsonObject, JsonValue } from '../contract/json-value.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { Credentials } from '../contract/wires/target.ts';
import type { WireRequest } from '../contract/wires/wire.ts';
import type { Random } from '../contract/world.ts';

/** One simulated target: where it answers, as whom, and what it accepts. */
export interface Seat {
  /** The target's id, and the first segment of every path that reaches it. */
  readonly id: string;
  /** Which face answers here: a wire's or server's name. */
  readonly face: string;
  /** The row of an OpenAI-compatible server that has no face of its own. */
  readonly dialect: Dialect | null;
  readonly modelId: string;
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly maxImages: number | null;
  /** A filter stands in front of the model. */
  readonly filters: boolean;
  readonly credentials: Credentials;
  readonly region: string | null;
  readonly settings: Readonly<Record<string, string>>;
}

/** A message as the wire spelled it: text joined per message, images by the SHA-256 of their bytes. */
export interface HeardMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly text: string;
  readonly images: readonly string[];
  readonly toolCalls: readonly { readonly name: string; readonly arguments: JsonValue }[];
}

/** What a face understood of a well-formed request. */
export interface Heard {
  readonly modelId: string;
  readonly messages: readonly HeardMessage[];
  readonly maxOutputTokens: number | null;
  /** The cap is the service's own for a request that named none. */
  readonly capIsDefault?: boolean;
  readonly stop: readonly string[];
  readonly tools: readonly { readonly name: string; readonly parameters: JsonObject }[];
  readonly toolChoice: 'auto' | 'none' | 'required' | { readonly name: string } | null;
  /** What the answer's text must be an instance of; `{"type":"object"}` where any object will do. */
  readonly jsonSchema: JsonObject | null;
  /** How many choices the answer has. */
  readonly count: number;
  /** How many alternatives to name with the probability of each token; null where none were asked for. */
  readonly topLogprobs: number | null;
  readonly stream: boolean;
  /** The client asked for a usage record in the stream. */
  readonly usageInStream: boolean;
}

/** The answer to give, faults of content already in it. */
export interface Play {
  readonly text: string;
  /** How the text falls into the events of a stream; unset where that is left to the face. */
  readonly pieces?: readonly string[];
  readonly toolCalls: readonly { readonly name: string; readonly arguments: JsonValue | string }[];
  readonly finish: UnifiedFinishReason | null;
  /** Overrides the wire's own finish word. */
  readonly finishWord: string | null;
  /** The stop string at which the answer ended, or null. */
  readonly stopString: string | null;
  /** Cached tokens are some of the input; unset where the server keeps nothing. */
  readonly usage: {
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly cachedTokens?: number;
  };
  /** A UUID; a face spells its ids from it. */
  readonly requestId: string;
  readonly modelId: string;
  /** Milliseconds since the epoch, from the seeded clock. */
  readonly createdMs: number;
  readonly random: Random;
  /** The server admits, by `truncated: true`, that it did not read or write all; a word of some chat servers. */
  readonly truncated?: true;
  /** The day, `YYYY-MM-DD`, on which the host will stop serving the model, as it says beside the answer. */
  readonly retiringOn?: string;
  readonly omit: ReadonlySet<'finish' | 'usage' | 'done' | 'request-id'>;
}

/** The days, `YYYY-MM-DD`, on which the host stops or has stopped serving a seat's model, where faults say so of the seat. */
export interface ModelEnd {
  readonly retiringOn?: string;
  readonly retiredOn?: string;
}

/** What is known before the prompt is: an id for the response, and the wall clock for tokens and signatures. */
export interface Moment extends Pick<Play, 'requestId' | 'createdMs'> {
  readonly end?: ModelEnd;
}

/** A whole response in one body. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** One event of a stream. `kind` lets faults find their place without reading the bytes. */
export interface Frame {
  readonly kind: 'open' | 'content' | 'finish' | 'usage' | 'end';
  readonly bytes: Uint8Array;
}

export interface StreamReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly frames: readonly Frame[];
}

/** One way in which a server alone goes wrong or differs. */
export interface Oddity {
  readonly says: string;
  readonly source: string;
  /** YYYY-MM-DD or YYYY-MM. */
  readonly asOf: string;
  readonly modes: readonly Mode[];
  say(heard: Heard, play: Play, seat: Seat): Reply;
  stream(heard: Heard, play: Play, seat: Seat): StreamReply;
  /** Its bytes in a stream that has begun, where it is an error. */
  readonly inStream: ((seat: Seat) => Uint8Array) | null;
}

/** An error to be said in a wire's own words. */
export interface SimulatedError {
  readonly kind: ErrorKind;
  readonly retryAfterMs: number | null;
  readonly requestId: string;
  /** In place of the server's own words: a limit that is the simulator's. */
  readonly message?: string;
  /** The day, `YYYY-MM-DD`, since when the model is no longer served: a model that is not found was there once. */
  readonly retiredOn?: string;
}

/** Thrown inside a face by its strict parser; the simulator sends `reply`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`refused with status ${reply.status}`);
    this.reply = reply;
  }
}

/**
 * The server's side of one wire or server. Every method is pure but for `play.random`.
 * `request.url` has the seat's segment already taken off.
 */
export interface Face {
  readonly name: string;
  /** Wire faults that this wire has no place for. Unset: those of a text wire, which has no checksums. */
  readonly lacks?: readonly WireFault[];
  /** An end of the model is announced in the body of an answer; unset: in its head. */
  readonly announces?: 'in-body';
  /** Kinds for which this server has no words of its own: it says them in those of another kind. */
  readonly borrows?: { readonly http: readonly ErrorKind[]; readonly stream: readonly ErrorKind[] };
  /** By the name that a fault plants them with. */
  readonly oddities?: Readonly<Record<string, Oddity>>;
  /** Answers paths that are not the model's: token exchange, model lists, health, polling. Null: not one of them. */
  answerAside(request: WireRequest, seat: Seat, moment: Moment): Reply | null;
  /** Authenticates and parses strictly. Throws Refusal with the provider's own error for a wrong request. */
  hear(request: WireRequest, seat: Seat, moment: Moment): Heard;
  say(heard: Heard, play: Play, seat: Seat): Reply;
  stream(heard: Heard, play: Play, seat: Seat): StreamReply;
  /** The error as an HTTP response. */
  sayError(error: SimulatedError, seat: Seat): Reply;
  /** The error as bytes within a stream that began with status 200, with whatever this wire sends after it. */
  streamError(error: SimulatedError, seat: Seat): Uint8Array;
  /** The answer to a request that is still being worked on, where this server lets clients poll for it. */
  accepted?(requestId: string, seat: Seat): Reply;
  /** The request id that a polling request asks for. Null: not a polling request. */
  readonly polledId?: (request: WireRequest, seat: Seat) => string | null;
}
