import type { Migration } from '../../contract/gates/migration.ts';
import type { Shadow, TrafficDecision, TrafficState } from '../../contract/traffic/traffic.ts';
import type { Arm } from '../../contract/traffic/traffic-rules.ts';
import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import type { Redact } from '../../contract/world.ts';
import type { IdempotencyBook } from '../../traffic/idempotency-book.ts';
import type { NamedPath } from '../../traffic/name-path.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';
import type { LiveWorld } from './live-call.ts';
import type { BodyLimits } from './read-live-body.ts';

/** Everything that live requests of a migration are served by. */
export interface LiveFront {
  readonly migration: Pick<Migration, 'id' | 'routing' | 'traffic'>;
  readonly sides: Readonly<Record<Arm, ConnectedTarget>>;
  readonly fallback: ConnectedTarget | null;
  /** The models that a body may name. */
  readonly names: readonly NamedPath[];
  /** Where traffic stands now: it is asked anew for each request. */
  readonly state: () => TrafficState;
  /** Requests that say by which key they are known again. */
  readonly book: IdempotencyBook;
  /** Null where nothing is mirrored. */
  readonly shadow: Shadow | null;
  /** What clients must say after `Bearer`; null is nothing. */
  readonly key: string | null;
  readonly limits: FrontLimits;
  readonly world: LiveWorld;
  /** For what clients say where anything may stand. */
  readonly redact: Redact;
  /** Told of each request once it is over, and where traffic stood when it came. */
  readonly onServed: (served: ServedRequest, state: TrafficState) => void;
  /** Told of each request that nobody was to serve. */
  readonly onRefused: (refused: RefusedRequest) => void;
  /** Told of what is no fault of who asks. */
  readonly onCrash: (error: unknown) => void;
}

export interface FrontLimits extends BodyLimits {
  readonly inFlight: number;
  /** How long a client may take to send its headers. */
  readonly headersMs: number;
  /** How long it may take to send all of its request. */
  readonly requestMs: number;
  /** How long a client may read nothing of what waits for it. */
  readonly slowClientMs: number;
  /** How long those that are being served have after the end was asked for. */
  readonly graceMs: number;
}

/** How an answer ended: whole, refused before its first byte, broken off in it, or left by its client. */
type ServedEnd = 'whole' | 'refused' | 'broken' | 'left';

/** What became of a live request, and why: without its words, and without who asked. */
export interface ServedRequest {
  readonly id: string;
  /** By the wall clock, when it came. */
  readonly atMs: number;
  readonly path: string;
  readonly stream: boolean;
  readonly decision: TrafficDecision;
  /** Who answered, which the fallback is where the arm could not. */
  readonly target: string;
  readonly attempts: number;
  /** As it was sent; null where the client was gone before. */
  readonly status: number | null;
  readonly end: ServedEnd;
  /** Why it is no whole answer. */
  readonly error: ErrorKind | null;
  /** Whether it was answered by the first answer to its key, and nobody was asked. */
  readonly repeated: boolean;
  /** The finish reason that the client was told. */
  readonly finish: string | null;
  readonly bytesIn: number;
  readonly ms: number;
}

/** A request that was refused before it was known who is to serve it. */
export interface RefusedRequest {
  /** By the wall clock, when that was. */
  readonly atMs: number;
  /** Its first characters, without its query and what looks like a credential. */
  readonly path: string;
  /** As it was sent; null where the client was gone before its request was whole. */
  readonly status: number | null;
  /** The code of the error that it was told. */
  readonly reason: string;
}
