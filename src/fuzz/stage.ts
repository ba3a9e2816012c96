import type { Capabilities } from '../contract/wires/capabilities.ts';
import type { CanonicalError, ErrorContext } from '../contract/errors/error.ts';
import type { ErrorKind } from '../contract/errors/error-kind.ts';
import type { Fault } from '../contract/wires/fault.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { CanonicalResponse } from '../contract/exchanges/response.ts';
import { startOf, type Side } from './side.ts';

/** What a server said, as bytes at rest. `refused` is how the connection ended when no response head came. */
export interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: readonly Uint8Array[];
  readonly end: 'fin' | 'reset' | 'stall';
  readonly refused: { readonly thrown: unknown } | 'silent' | null;
}

/** What the simulator says to a gateway. */
export function upstreamSide({ status, headers, chunks, end, refused }: Served): Side {
  if (refused === null) return { status, headers, body: startOf(Buffer.concat(chunks)), end };
  const body = refused === 'silent' ? 'silence' : 'the connection was ended';
  return { status: null, headers: {}, body, end: 'none' };
}

/** What came of reading it. */
export interface Seen {
  readonly response: CanonicalResponse;
  readonly error: CanonicalError | null;
  /** Everything that a run would write of it: lines, bodies, reports. */
  traces(): readonly string[];
  /** The bytes of it, as they are shown. */
  heard(): Side;
}

/** What a normaliser says of its decision: the kind, and the field that spoke for it, as a path. */
export interface Reason {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  /** `status`, `aborted`, `body/error/code`, `thrown/name`, `headers/x-…`. */
  readonly place: string;
}

/** One wire, or one server that speaks it, with the simulator on one side and the adapter on the other. */
export interface FuzzWire {
  readonly name: string;
  /** The protocol family; servers of one family share it. */
  readonly wire: string;
  readonly capabilities: Capabilities;
  /** Where a stream is proven complete (design, law 5). */
  readonly streamProof: 'finish' | 'last-event';
  /** Secrets that the run knows: the target's own credentials. */
  readonly secrets: readonly string[];
  canSay(fault: Fault, mode: Mode): boolean;
  say(faults: readonly Fault[], mode: Mode): Promise<Served>;
  hear(served: Served, mode: Mode): Promise<Seen>;
  /** The wire's error over HTTP. */
  sayError(kind: ErrorKind, retryAfterMs: number | null, requestId?: string): Served;
  normalize(thrown: unknown, context: ErrorContext): CanonicalError;
}

/** Everything that a property may use. */
export interface Stage {
  readonly wires: readonly FuzzWire[];
  /** What is thrown where an error was already normalised. */
  brand(error: CanonicalError): unknown;
  /** What decided, and what would if that field had said nothing. */
  explain(thrown: unknown, context: ErrorContext): { readonly decided: Reason; readonly second: Reason };
}

/** Where a gateway is judged it is the one wire. */
export function gatewayOf({ wires }: Stage): FuzzWire {
  const [gateway] = wires;
  if (gateway === undefined) throw new Error('there is no gateway on the stage');
  return gateway;
}
