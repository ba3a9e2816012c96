import { join } from 'node:path';
import type { Attempt, Exchange, Source } from '../../contract/exchanges/exchange.ts';
import type { CaseId } from '../../contract/exchanges/case-id.ts';
import type { CanonicalError } from '../../contract/errors/error.ts';
import type { WireEnd } from '../../contract/wires/wire.ts';
import type { BodyContent } from '../records/body-content.ts';
import type { Frame } from './frames.ts';

/** Where the cassettes of a project are kept, from its root. */
export const CASSETTES_FOLDER = 'fixtures/cassettes';

export const CASSETTE_VERSION = 1;

export function cassetteFile(folder: string, target: string, suite: string): string {
  return join(folder, target, `${suite}.jsonl`);
}

/** A run from which exchanges were taken. */
export interface RecordedRun {
  readonly run: string;
  readonly source: Exclude<Source, 'replay'>;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly versions: Readonly<Record<string, string>>;
  /** How many faults were planted in what answered; left out where none was. */
  readonly planted?: number;
}

/** Which exchange of the suite and the target a cassette has. */
export type Played = Pick<CaseId, 'prompt' | 'mode' | 'repetition'>;

/** What was sent: of its address only what follows the target's own, and its body by hash. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: { readonly sha256: string; readonly bytes: number } | null;
}

/** Binary frames stand beside their bytes as what they say, so that a person can review them. */
export type RecordedBody = BodyContent & { readonly frames?: readonly Frame[] };

/** What came. Milliseconds: of the head since the request, of each chunk since what came before it. */
interface RecordedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly headMs: number;
  readonly chunkEnds: readonly number[];
  readonly chunkMs: readonly number[];
  readonly end: WireEnd;
  readonly body: RecordedBody;
}

/** What of an error is in no bytes: what broke a connection, which limit of ours it met, when a provider's clock said so. */
type RecordedError = Pick<CanonicalError, 'kind' | 'message' | 'retryAfterMs' | 'guard'>;

/** One exchange of a cassette. Times of attempts count from the first one's sending. */
export interface RecordedExchange extends Played {
  readonly run: string;
  readonly requestHash: Exchange['requestHash'];
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
  /** The tries before the one that is recorded, of which no bytes are kept. */
  readonly earlier: readonly Attempt[];
  /** Of the try that is recorded. */
  readonly waitedMs: number;
  readonly sentMs: number;
  readonly error: RecordedError | null;
}

/** All of one file: one suite of one target. */
export interface Cassette {
  readonly target: string;
  readonly suite: string;
  readonly runs: readonly RecordedRun[];
  /** Bodies of requests by hash. */
  readonly requests: ReadonlyMap<string, BodyContent>;
  readonly exchanges: readonly RecordedExchange[];
}

export function playedText({ prompt, mode, repetition }: Played): string {
  return `${prompt}/${mode}/${repetition}`;
}
