import type { Step } from '../rollout/ledger.ts';
import type { Arm } from './traffic-rules.ts';

/** What routing reads of a live request: by a bounded scan, without parsing it whole. */
export interface RequestFeatures {
  /** Without its query. */
  readonly path: string;
  /** Null where the client did not say who it is. */
  readonly clientKey: string | null;
  /** The client's own, or made for it. */
  readonly requestId: string;
  readonly isStream: boolean;
  /** As the body names it; null where it names none. */
  readonly model: string | null;
  readonly bodyBytes: number;
}

/** Where the traffic of a migration stands, from its ledger alone. Without one nothing goes to the candidate but mirrored requests. */
export interface TrafficState {
  readonly step: Step;
  /** Whether it came there by a rollback, and traffic did not move since. */
  readonly isRolledBack: boolean;
  /** Which of all moves it was that led here. */
  readonly moves: number;
  /** The hash of the entry by which traffic came here; null where no ledger says so. */
  readonly since: string | null;
  /** False where there is a ledger and nobody can tell what it says. */
  readonly isReadable: boolean;
  /** The digest of the ledger's last line; null where there is no ledger. */
  readonly head: string | null;
}

/** What becomes of a live request, and why. */
export interface TrafficDecision {
  readonly arm: Arm;
  /** Whether it may be handed to the shadow. What of these is asked, the shadow's own rules say. */
  readonly shadow: boolean;
  /** Of its client, 0 to 9,999. */
  readonly bucket: number;
  /** In the order in which they were met. */
  readonly reasons: readonly string[];
}

/** How the live side answered. */
export interface LiveOutcome {
  readonly arm: Arm;
  /** As it was sent to the client; null where the client was gone before. */
  readonly status: number | null;
  readonly latencyMs: number;
}

/** A live request as it is handed to the shadow. It holds no header but its content type, so no credential. */
export interface LiveRequest {
  readonly id: string;
  /** By the wall clock, when it came. */
  readonly atMs: number;
  readonly path: string;
  readonly clientKey: string | null;
  readonly contentType: string | null;
  readonly body: Uint8Array;
  /** Null where a gateway has the answer and we have not. */
  readonly live: LiveOutcome | null;
}

/** Why a request that was sampled is not asked, and what that says. */
export const DROP_REASONS = {
  'not-allowed': 'its path is not among those that are mirrored',
  'left-alone': 'the candidate was rolled back, the baseline is retired, or the ledger cannot be read',
  'queue-full': 'as many requests wait as may',
  'bytes-full': 'as many bytes wait as may',
  'too-large': 'it is larger than a request that is kept',
  'too-old': 'it waited longer than it may',
  repeated: 'a request with its id was taken before',
  budget: 'the tokens or the money of the day are spent',
  paused: 'live traffic is beyond its band',
  yielded: 'as many requests wait as may, since fewer are asked while live traffic is held up',
  unreadable: 'it is no JSON that can be asked of both sides, or a page of a browser posted it',
  'redaction-failed': 'what is secret in it could not be taken out',
  unwritable: 'it could not be written to disk before it was asked',
  stopping: 'the process ends',
  killed: 'the process was killed while it waited',
} as const;
/***/
export type DropReason = keyof typeof DROP_REASONS;

export const NO_DROPS: Readonly<Record<DropReason, number>> = {
  'not-allowed': 0,
  'left-alone': 0,
  'queue-full': 0,
  'bytes-full': 0,
  'too-large': 0,
  'too-old': 0,
  repeated: 0,
  budget: 0,
  paused: 0,
  yielded: 0,
  unreadable: 0,
  'redaction-failed': 0,
  unwritable: 0,
  stopping: 0,
  killed: 0,
};

export const DROP_NAMES: readonly DropReason[] = Object.keys(NO_DROPS).filter(isDropReason);

function isDropReason(name: string): name is DropReason {
  return Object.hasOwn(DROP_REASONS, name);
}

/**
 * What became of all requests that were offered: arrivals = unsampled + dropped + sent + waiting, and
 * sent = answered + failed + expired + asking. Both last terms are 0 once it stopped.
 */
export interface ShadowAccounts {
  readonly arrivals: number;
  readonly unsampled: number;
  readonly dropped: Readonly<Record<DropReason, number>>;
  readonly waiting: number;
  readonly sent: number;
  readonly asking: number;
  readonly answered: number;
  readonly failed: number;
  readonly expired: number;
}

/** What asks live requests again. `offer` never throws, never waits and lets nobody wait. */
export interface Shadow {
  offer(request: LiveRequest): void;
  accounts(): ShadowAccounts;
  /** Takes nothing more, and ends what it is asking. */
  stop(): Promise<void>;
}
