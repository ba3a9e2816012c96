import type { Mode } from '../contract/mode.ts';

/** What was asked of an earlier simulator with which this one shares a run. It is read when requests come. */
export interface Past {
  /** Requests that were answered for good. */
  requests(target: string, promptId: string, mode: Mode): number;
  exchanges(): number;
}

export const NO_PAST: Past = { requests: () => 0, exchanges: () => 0 };
