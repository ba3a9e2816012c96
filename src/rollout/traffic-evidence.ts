import type { RolloutRules, Routing } from '../contract/gates/migration.ts';
import type { TrafficEvidence } from '../contract/rollout/rollout.ts';
import type { Position } from './replay-ledger.ts';
import { drillVerdict, wholeWindowsOfStep, windowsOfStep } from './rollout-state.ts';
import { unbrokenWindows } from './unbroken-windows.ts';

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;

const NO_RETRIES = { neither: 0, baseline: 0, candidate: 0, both: 0 };

/** What a ledger says of the traffic of its migration at a time. */
export function trafficEvidence(
  position: Position,
  rules: RolloutRules,
  routing: Routing | null,
  nowMs: number,
): TrafficEvidence {
  const { windows, begun, drill } = position;
  const ofStep = windowsOfStep(position);
  const unbroken = unbrokenWindows(wholeWindowsOfStep(position), nowMs);
  const sinceBegun = windows.filter(({ askedMs }) => askedMs >= Date.parse(begun.at));
  return {
    retries: sinceBegun.reduce(
      (sum, { retries }) => ({
        neither: sum.neither + retries.neither,
        baseline: sum.baseline + retries.baseline,
        candidate: sum.candidate + retries.candidate,
        both: sum.both + retries.both,
      }),
      NO_RETRIES,
    ),
    requests: ofStep.reduce((sum, { candidate }) => sum + candidate.requests, 0),
    failed: ofStep.reduce((sum, { candidate }) => sum + candidate.failed, 0),
    errorBudget: rules.errorBudget,
    unbroken: {
      hours: unbroken.spanMs / MS_PER_HOUR,
      windows: unbroken.windows.length,
      incidents: unbroken.windows.flatMap(({ incidents }) => incidents.map(({ name }) => name)),
    },
    lacking: lackingOf(position, rules, routing, nowMs),
    sources: [
      ...new Set([...sinceBegun.map(({ source }) => source), ...(drill === null ? [] : [drill.body.source])]),
    ].toSorted(),
  };
}

function lackingRows({ migration, baseline }: Position['start'], routing: Routing | null): readonly string[] {
  if (routing === null) return [`migration ${migration} has no routing: no alias leads back to ${baseline}`];
  if (routing.requestIdHeader !== null) return [];
  return [`migration ${migration} has no requestIdHeader: what is sent again may be carried out twice`];
}

function lackingOf(
  { start, drill }: Position,
  { drillDays }: RolloutRules,
  routing: Routing | null,
  nowMs: number,
): readonly string[] {
  const how = `ask ${start.baseline} anew, then: rollout drill --migration ${start.migration}`;
  const rows = lackingRows(start, routing);
  if (drill === null) return [...rows, `the way back was never tried: ${how}`];
  const { at } = drill.entry;
  const verdict = drillVerdict(drill.body.counts);
  if (verdict !== 'pass') return [...rows, `the drill of ${at} did not pass: ${how}`];
  if (Date.parse(at) > nowMs) return [...rows, `the drill of ${at} is later than the clock of this machine`];
  if (nowMs - Date.parse(drill.body.asked) <= drillDays * MS_PER_DAY) return rows;
  return [...rows, `the drill of ${at} is older than ${drillDays} days: ${how}`];
}
