import type { Target } from '../contract/wires/target.ts';
import type { PlannedPrompt } from './plan-prompts.ts';
import { skipReason } from './skip-reason.ts';

/** What a run would do to one target. Tokens are an estimate of input and output together, retries left out. */
interface TargetEstimate {
  readonly id: string;
  readonly prompts: number;
  readonly calls: number;
  readonly tokens: number;
  /** Exchanges that would not be sent, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

export interface PlanEstimate {
  readonly targets: readonly TargetEstimate[];
  readonly modes: readonly string[];
  readonly repeat: number;
  readonly calls: number;
  readonly tokens: number;
}

/** The matrix of a run without a single call. */
export function estimatePlan(plan: {
  readonly targets: readonly Target[];
  readonly promptsOf: (target: string) => readonly PlannedPrompt[];
  readonly modes: readonly string[];
  readonly repeat: number;
}): PlanEstimate {
  const perPrompt = plan.modes.length * plan.repeat;
  const targets = plan.targets.map((target): TargetEstimate => {
    const skipped: Record<string, number> = {};
    let calls = 0;
    let tokens = 0;
    const prompts = plan.promptsOf(target.id);
    for (const planned of prompts) {
      const reason = skipReason(planned, target);
      if (reason !== null) skipped[reason] = (skipped[reason] ?? 0) + perPrompt;
      else {
        calls += perPrompt;
        tokens += perPrompt * planned.tokens;
      }
    }
    return { id: target.id, prompts: prompts.length, calls, tokens, skipped };
  });
  return {
    targets,
    modes: plan.modes,
    repeat: plan.repeat,
    calls: targets.reduce((sum, { calls }) => sum + calls, 0),
    tokens: targets.reduce((sum, { tokens }) => sum + tokens, 0),
  };
}
