/** The side that a request goes to. */
export const ARMS = ['baseline', 'candidate'] as const;
export type Arm = (typeof ARMS)[number];

/** Clients whom the candidate serves from a stage on, before their share of traffic moves. */
interface Cohort {
  readonly id: string;
  /** Client keys. */
  readonly keys: readonly string[];
  readonly from: 'canary' | 'partial' | 'full';
}

/** How live requests are asked again beside the live path. */
interface ShadowRules {
  /** The share of requests that may be mirrored and are; 0 to 1. */
  readonly share: number;
  /** Mirrored requests that are asked at once. */
  readonly inFlight: number;
  /** Calls that begin in a second at most, over both sides. */
  readonly legsPerSecond: number;
  /** What waits is bounded by both. */
  readonly queue: { readonly requests: number; readonly bytes: number };
  /** What waited longer is not asked. */
  readonly expireSeconds: number;
  /** Of a day in UTC, over all legs; null is no limit. */
  readonly tokensPerDay: number | null;
  readonly dollarsPerDay: number | null;
  /** Nothing is mirrored while live traffic is beyond this. */
  readonly pauseAbove: { readonly p95Ms: number | null; readonly on429: boolean };
}

/** How the live traffic of a migration is treated. */
export interface TrafficRules {
  /** The header, in lower case, by which a client is known. */
  readonly clientKey: string;
  /** Client keys that stay on their arm whatever the share. */
  readonly pins: Readonly<Record<string, Arm>>;
  readonly cohorts: readonly Cohort[];
  /** The only paths of which requests are mirrored. */
  readonly paths: readonly string[];
  /** How long a request that came before is answered by its first answer; by the routing's `requestIdHeader`. */
  readonly idempotencyMinutes: number;
  /** A target that is asked on a retryable error before the first byte; null is none. */
  readonly fallback: string | null;
  /** Of one live request, over its arm and the fallback. */
  readonly attempts: number;
  readonly shadow: ShadowRules;
}

/** Of a migration that says nothing of its traffic. */
export const DEFAULT_TRAFFIC_RULES: TrafficRules = {
  clientKey: 'x-client-id',
  pins: {},
  cohorts: [],
  paths: ['/v1/chat/completions'],
  idempotencyMinutes: 60,
  fallback: null,
  attempts: 2,
  shadow: {
    share: 1,
    inFlight: 32,
    legsPerSecond: 400,
    queue: { requests: 1_000, bytes: 64 * 1024 * 1024 },
    expireSeconds: 300,
    tokensPerDay: null,
    dollarsPerDay: null,
    pauseAbove: { p95Ms: null, on429: true },
  },
};

/** What live requests show for which traffic goes back: an error budget that is burnt fast now, or overspent for sure. */
export const BREACHES = ['fast-burn', 'over-budget'] as const;
export type Breach = (typeof BREACHES)[number];
