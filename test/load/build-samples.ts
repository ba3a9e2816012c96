import type { Sample, Stage, Vitals } from '../../src/contract/load/load.ts';

export function sample(differs: Partial<Sample> = {}): Sample {
  return {
    stage: 0,
    target: 'vllm',
    index: 0,
    phase: 'measured',
    prompt: 'word',
    scheduledMs: 0,
    sentMs: 0,
    firstOutputMs: 10,
    endMs: 20,
    outcome: 'answered',
    error: null,
    retries: 0,
    inputTokens: 100,
    outputTokens: 11,
    cachedTokens: 0,
    ...differs,
  };
}

/** Samples of a target that answers each `serviceMs` after it was sent, scheduled each `intervalMs`. */
export function steady(count: number, intervalMs: number, serviceMs: number): readonly Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const scheduledMs = index * intervalMs;
    const [firstOutputMs, endMs] = [scheduledMs + serviceMs / 2, scheduledMs + serviceMs];
    return sample({ index, scheduledMs, sentMs: scheduledMs, firstOutputMs, endMs });
  });
}

export const STAGE: Stage = {
  stage: 0,
  load: { loop: 'open', perSecond: 100 },
  outputCap: null,
  direction: 'up',
  warmUpMs: 0,
  measuredMs: 10_000,
  coolDownMs: 0,
};

export const CALM: Vitals = {
  loopDelayP99Ms: 1,
  loopDelayMaxMs: 5,
  firstOutputLateMs: 1,
  opened: 4,
  mostInFlight: 4,
  maxInFlight: 500,
  elapsedMs: 10_000,
  wallMs: 10_000,
};

export const LIMITS = { firstTokenMs: 2_000, latencyMs: 8_000 };
