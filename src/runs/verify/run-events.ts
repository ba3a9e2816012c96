import type { Problem } from '../../contract/problem.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { PlannedWork } from '../project/plan-run.ts';

/** What a run tells whoever watches it. `done` counts what a resumed run already had. */
export type RunEvent =
  /** Nothing is read back, opened or called yet. */
  | ({ readonly type: 'planned' } & PlannedWork)
  | { readonly type: 'warnings'; readonly problems: readonly Problem[] }
  | {
      /** Before the run: a target that cannot answer yet, once for each time that it was asked. */
      readonly type: 'waiting';
      readonly target: string;
      /** In the server's words, perhaps. */
      readonly why: string;
      readonly waitedMs: number;
      readonly limitMs: number;
    }
  | {
      readonly type: 'started';
      readonly run: string;
      readonly folder: string;
      readonly targets: readonly { readonly id: string; readonly planned: number; readonly done: number }[];
      /** How many requests of a target's quota pool wait right now. */
      readonly waitingForQuota: (target: string) => number;
      /** For how many milliseconds from now its provider wants none of them. */
      readonly pausedMs: (target: string) => number;
    }
  /** How many workers are connected, now and then; null where that cannot be seen. */
  | { readonly type: 'workers'; readonly workers: number | null }
  | { readonly type: 'recorded'; readonly record: ExchangeRecord };

export type OnRunEvent = (event: RunEvent) => void;
