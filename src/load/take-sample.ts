import type { Exchange } from '../contract/exchanges/exchange.ts';
import type { Sample } from '../contract/load/load.ts';
import { NO_USAGE } from '../contract/exchanges/response.ts';
import type { Arrival } from './draw-schedule.ts';

/** Whose a sample is, and when its stage began. */
export interface SampleOf extends Pick<Arrival, 'index' | 'phase' | 'atMs'> {
  readonly stage: number;
  readonly target: string;
  readonly prompt: string;
  readonly startMs: number;
}

/** What load keeps of an exchange: its times, its tokens, and how it ended. */
export function takeSample(of: SampleOf, { attempts, outcome }: Exchange, endedMs: number): Sample {
  const last = attempts.at(-1);
  const since = (atMs: number | null | undefined): number | null =>
    atMs === null || atMs === undefined ? null : atMs - of.startMs;
  // What was counted before an error ended it is paid for as well.
  const ended = outcome.type === 'response' ? outcome.response : outcome.error.partial;
  const { inputTokens, outputTokens, cachedTokens } = ended?.usage ?? NO_USAGE;
  const isCut = outcome.type === 'error' && outcome.error.kind === 'cancelled';
  return {
    ...blank(of),
    sentMs: since(attempts[0]?.sentMs),
    firstOutputMs: since(last?.firstOutputMs),
    endMs: since(last?.lastByteMs ?? endedMs),
    outcome: outcome.type === 'response' ? 'answered' : isCut ? 'cut' : 'failed',
    error: outcome.type === 'response' || isCut ? null : outcome.error.kind,
    retries: Math.max(0, attempts.length - 1),
    inputTokens,
    outputTokens,
    cachedTokens,
  };
}

/** A request that was not sent, for as many as may be were in flight. */
export function dropSample(of: SampleOf): Sample {
  return { ...blank(of), outcome: 'dropped' };
}

/** A request that would have been sent, had nobody ended the run. */
export function cutSample(of: SampleOf): Sample {
  return blank(of);
}

function blank({ stage, target, index, phase, prompt, atMs }: SampleOf): Sample {
  return {
    stage,
    target,
    index,
    phase,
    prompt,
    scheduledMs: atMs,
    sentMs: null,
    firstOutputMs: null,
    endMs: null,
    outcome: 'cut',
    error: null,
    retries: 0,
    inputTokens: null,
    outputTokens: null,
    cachedTokens: null,
  };
}
