import { endpointOf } from '../../config/endpoint-of.ts';
import type { Capacity } from '../../contract/load/capacity.ts';
import type { Stage, StageResult } from '../../contract/load/load.ts';
import { RATE_BOUNDS } from '../../contract/load/load-bounds.ts';
import { endsOf, LEAST_REQUESTS, MOST_STAGES, nextRate, type TriedRate } from '../../load/search-capacity.ts';
import { CARRIED_CONFIDENCE, CARRIED_SHARE, judgeRate, watchGoodput } from '../../load/watch-goodput.ts';
import { jobOf, measuringOf, type BenchRun } from './bench-run.ts';
import { sendStage, type StageJob } from './send-stage.ts';
import { SPENT } from './watch-bench-budget.ts';

/** Looks for the capacity of each target at each output cap, rate by rate. */
export async function findCapacities(
  running: BenchRun,
  targets: readonly StageJob['connected'][],
): Promise<readonly Capacity[]> {
  const capacities: Capacity[] = [];
  const { stages } = running.plan;
  for (const [nth, first] of stages.entries()) {
    for (const [at, connected] of targets.entries()) {
      // What is left is for those that were not looked at yet, too.
      const searches = targets.length * (stages.length - nth) - at;
      const mayAsk = Math.floor(running.budget.left() / searches);
      capacities.push(await findCapacity(running, { first, nth, connected, mayAsk }));
    }
  }
  return capacities;
}

interface Search {
  /** With the rate to begin at. */
  readonly first: Stage;
  readonly nth: number;
  readonly connected: StageJob['connected'];
  readonly mayAsk: number;
}

type Tried = TriedRate & { readonly result: StageResult };

async function findCapacity(running: BenchRun, { first, nth, connected, mayAsk }: Search): Promise<Capacity> {
  const { plan, world, budget, workloadHash, fingerprints } = running;
  const { id } = connected.target;
  const firstPerSecond = first.load.loop === 'open' ? first.load.perSecond : 1;
  const until = budget.left() - mayAsk;
  const tried: Tried[] = [];
  const least = Math.max(RATE_BOUNDS.least, (LEAST_REQUESTS * 1000) / first.measuredMs);
  let step = nextRate(tried, firstPerSecond, least);
  while ('next' in step && budget.left() > until && !budget.signal.aborted) {
    const stage: Stage = {
      ...first,
      stage: nth * MOST_STAGES + tried.length,
      load: { loop: 'open', perSecond: step.next },
      direction: 'search',
      coolDownMs: 0,
    };
    tried.push(await tryRate(running, stage, step.next, connected, budget.left() - until));
    step = nextRate(tried, firstPerSecond, least);
  }
  const { low, high } = endsOf(tried);
  const isSpent = budget.left() <= until;
  const why = budget.over() ?? (isSpent ? SPENT : 'it was ended');
  const reason = 'reason' in step && (!isSpent || (low !== null && high !== null)) ? step.reason : why;
  const ends = tried.filter(({ perSecond }) => perSecond === low || perSecond === high);
  const configured = plan.targets.find((each) => each.id === id) ?? connected.target;
  return {
    target: id,
    endpoint: endpointOf(configured),
    low,
    high,
    at: CARRIED_SHARE,
    confidence: CARRIED_CONFIDENCE,
    limits: plan.workload.limits,
    quotaPerMinute: configured.quota.requestsPerMinute,
    outputCap: first.outputCap,
    stages: tried.length,
    certified: ends.length > 0 && ends.every(({ result }) => result.refused.length === 0),
    reason,
    when: new Date(world.clock.wallMs()).toISOString(),
    source: plan.source,
    workload: workloadHash,
    fingerprint: fingerprints.get(id)?.fingerprint() ?? {},
  };
}

async function tryRate(
  running: BenchRun,
  stage: Stage,
  perSecond: number,
  connected: StageJob['connected'],
  mayAsk: number,
): Promise<Tried> {
  const { plan, world, onEvent, keep } = running;
  const target = connected.target.id;
  onEvent({ type: 'stage', target, stage });
  const measuring = measuringOf(plan, target);
  const watch = watchGoodput(stage, measuring);
  const isDecided: typeof watch.isDecided = (slots, nowMs) =>
    slots.length >= mayAsk || watch.isDecided(slots, nowMs);
  const seen = await sendStage({ ...jobOf(running, stage, connected), isDecided }, world);
  const { samples, vitals } = seen;
  const decided = watch.verdict(samples, vitals.elapsedMs);
  const result = await keep({ stage: lastingOf(stage, vitals.elapsedMs), target, samples, vitals });
  return { perSecond, verdict: judgeRate(decided, result.certificate), result };
}

/** A stage that was ended when it was decided, as long as it lasted. */
function lastingOf(stage: Stage, elapsedMs: number): Stage {
  return { ...stage, measuredMs: Math.min(stage.measuredMs, Math.max(1, elapsedMs - stage.warmUpMs)) };
}
