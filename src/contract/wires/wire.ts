/** One HTTP request as bytes. Header names are lower case. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}

/** `atMs` is on the run's monotonic clock. */
export interface WireChunk {
  readonly bytes: Uint8Array;
  readonly atMs: number;
}

/** How the bytes of a response ended: closed in order, connection reset, or silent until our timer. */
export type WireEnd = 'fin' | 'reset' | 'stall';

/**
 * The end of a body. `cause` is what broke the bytes when `end` is not 'fin': the network's own error, the reason of our
 * abort, or the GuardError of a limit of ours; null where nobody knows.
 */
export interface BodyEnd {
  readonly end: WireEnd;
  readonly cause: unknown;
}

/** What a body is made of: chunks, and as the last of it its end. */
export type WirePiece = WireChunk | BodyEnd;

/** Whoever reads a body, piece by piece. */
export interface WireReader extends AsyncIterator<WirePiece, undefined> {
  /** The next chunk where it is here already: null is none, or that nobody can say without waiting. */
  readonly ready?: () => WireChunk | null;
}

/** Header names are lower case. `body` is read once, never throws, and gives its end before it is done. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { [Symbol.asyncIterator](): WireReader };
}

/** What came before the body. */
export type WireHead = Pick<WireResponse, 'status' | 'headers'>;

/** The only way bytes move. Rejects when no response head came: the rejection is what the network threw. */
export type Transport = (request: WireRequest, signal: AbortSignal) => Promise<WireResponse>;

/** Bytes of a response for the record: text where it is text, base64 where not, or a file beside the run's lines. */
export type RawBody =
  | { readonly text: string }
  | { readonly base64: string }
  | { readonly sha256: string; readonly bytes: number };

/** What the tap saw of one response. Offsets are ends of chunks in the body; times are monotonic milliseconds. */
export interface WireEvidence {
  readonly request: WireRequest;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
  readonly chunkEnds: readonly number[];
  readonly chunkAtMs: readonly number[];
  readonly body: RawBody;
  /** 'reset' too where the reader left before the end. */
  readonly end: WireEnd;
}

/** One attempt's view on the bytes: give `transport` to whoever sends, read the rest afterwards. */
export interface Tap {
  readonly transport: Transport;
  /** Null until a response head came. */
  evidence(): WireEvidence | null;
  /** Monotonic stamps; null when that point was not reached. */
  stamps(): {
    readonly sentMs: number | null;
    readonly headersMs: number | null;
    readonly firstByteMs: number | null;
    readonly lastByteMs: number | null;
  };
}

/** The values of `secretHeaders`, by lower-case name, are masked beside those that are credentials by their nature. */
export type OpenTap = (transport: Transport, secretHeaders: readonly string[]) => Tap;
