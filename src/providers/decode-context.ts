import type { Capabilities } from '../contract/wires/capabilities.ts';
import type { CanonicalError } from '../contract/errors/error.ts';
import type { ErrorKind } from '../contract/errors/error-kind.ts';
import type { GuardError } from '../contract/errors/guard-error.ts';
import type { StreamPart } from '../contract/exchanges/stream-part.ts';
import type { BodyEnd } from '../contract/wires/wire.ts';
import type { EventGuard } from './reading/event-guard.ts';

/** What a decoder may know of the call around the bytes it reads. */
export interface DecodeContext {
  readonly capabilities: Capabilities;
  readonly headers: Readonly<Record<string, string>>;
  /** The provider's request id from the response head, or null. */
  readonly requestId: string | null;
  /** The limits on the events of a stream. */
  readonly events: EventGuard;
  /** Normalises an error that the provider put into a response of status 2xx. `name` is the wire's own name for it. */
  errorFrom(body: string, name?: string): CanonicalError;
  /** The same for an event of a stream: one that says nothing we know interrupted it. */
  errorFromEvent(data: string, name?: string): CanonicalError;
  /** An error that we observed ourselves. `cause` is what ended the body, once it has ended. */
  errorOf(kind: ErrorKind, message: string, cause?: unknown): CanonicalError;
}

/** Bytes in, parts out. Total: whatever the bytes, it emits parts and never throws. */
export interface Decoder {
  push(bytes: Uint8Array): readonly StreamPart[];
  /** To be called once. */
  end(ended: BodyEnd): readonly StreamPart[];
  /** The limit on events that was reached: nothing more is read, and nothing more need come. */
  tripped(): GuardError | null;
  /** How many events a client of the stream should have been handed so far; null where there is one body. */
  handedEvents(): number | null;
}
