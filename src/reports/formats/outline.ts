import type { Report } from '../../contract/runs/report.ts';
import {
  COUNTED,
  type Basis,
  type Counts,
  type RunVerdict,
  type Summary,
} from '../../contract/runs/summary.ts';
import { shardText, type Shard } from '../../contract/runs/shard.ts';
import { isJsonHabit, JSON_HABITS } from '../../contract/findings/json-habits.ts';
import { TRUNCATION_CLASSES } from '../../contract/exchanges/truncation.ts';
import { countLossless, describeLost, listDefaulted } from '../words/describe-carriage.ts';
import { describeCost } from '../words/describe-cost.ts';
import { titleOf } from '../words/describe-group.ts';
import { count, plural } from '../text/format.ts';
import { describeOrigin } from '../words/describe-origin.ts';
import { describeRepeats } from '../words/describe-repeats.ts';
import { describeShadow } from '../words/describe-shadow.ts';
import { describeStrength } from '../words/describe-strength.ts';
import { judgedQuality } from '../words/judged-quality.ts';
import { latencyLegend, legend } from './legend.ts';
import { PLANTED } from '../words/planted.ts';

/** What every format for people says, in words, before it is escaped for the format. */
export interface Outline {
  readonly verdict: Uppercase<RunVerdict>;
  /** What happened, in one sentence. */
  readonly headline: string;
  /** What it means for whoever must sign. */
  readonly meaning: string;
  /** What the passes rest on; null where nothing passed. */
  readonly restsOn: string | null;
  /** How much wrong the goldens would catch; null where that was not measured. */
  readonly strength: string | null;
  /** Null for evidence from the real providers. */
  readonly synthetic: string | null;
  readonly planted: string | null;
  /** For a run that is a part of one: that its verdict is no more. */
  readonly part: string | null;
  /** What stands beside the verdict wherever it stands, for it is worth no more than that. */
  readonly marks: readonly string[];
  readonly facts: readonly string[];
  /** What the table of targets counts, where its heads cannot say it. */
  readonly legend: readonly string[];
  /** And the table of times, which a page has apart. */
  readonly latencyLegend: readonly string[];
  readonly errors: readonly string[];
  /** What to look at where errors of a kind came. */
  readonly mends: readonly string[];
  /** What targets cost, where a price of any is known. */
  readonly costs: readonly string[];
  /** How endpoints answer otherwise than they did: what they said before is no evidence any more. */
  readonly changes: readonly string[];
  /** How alike prompts come out when they are asked again. */
  readonly repeats: readonly string[];
  /** Exchanges that are not complete, by class. */
  readonly truncation: readonly string[];
  /** What answers do to JSON, by habit. */
  readonly jsonHabits: readonly string[];
  /** What became of what exchanges asked for. */
  readonly carriage: readonly string[];
  readonly skips: readonly string[];
  /** What became of the live requests that were asked again. */
  readonly shadow: readonly string[];
  /** What to do about prompts without a golden; the commands for it stand in the report. */
  readonly unproven: string | null;
  /** Goldens that are compared and no longer approved for what is asked. */
  readonly stale: readonly string[];
  readonly notes: readonly string[];
}

const WORDS = { pass: 'PASS', fail: 'FAIL', inconclusive: 'INCONCLUSIVE' } as const;

const SYNTHETIC_MEANS: Readonly<Record<Report['source'], string>> = {
  simulate: 'SYNTHETIC: a simulator answered, so this says nothing yet about the real providers.',
  replay:
    'SYNTHETIC: recorded answers were replayed, and the latencies are those of the recording: this says nothing about the providers today.',
  live: 'SYNTHETIC: part of the evidence did not come from the real providers.',
};

export function outline(report: Report): Outline {
  const { summary } = report;
  return {
    verdict: WORDS[summary.verdict],
    headline: headline(summary),
    meaning: meaning(summary),
    restsOn: restsOn(summary),
    strength: describeStrength(report),
    synthetic: summary.synthetic ? SYNTHETIC_MEANS[report.source] : null,
    planted: report.planted > 0 ? PLANTED : null,
    part: report.shard === null ? null : describePart(report.shard, summary.counts),
    marks: [...(report.shard === null ? [] : ['A PART']), ...(summary.synthetic ? ['SYNTHETIC'] : [])],
    facts: facts(report),
    legend: [...legend(summary.targets), ...judgedQuality(summary.targets, report.judge, summary.synthetic)],
    latencyLegend: latencyLegend(summary.targets),
    errors: errors(summary),
    mends: report.mends.map(({ kind, targets, mend }) => `${kind} on ${targets.join(', ')}: ${mend}`),
    costs: report.costs.map(describeCost),
    changes: report.changes,
    repeats: summary.targets.flatMap(describeRepeats),
    truncation: truncation(summary),
    jsonHabits: jsonHabits(summary),
    carriage: carriage(summary),
    skips: skips(summary),
    shadow: describeShadow(report.shadow),
    unproven: unproven(report),
    stale: summary.stale.map(
      (promptId) => `${promptId}: its prompt asks something else than the golden was approved for`,
    ),
    notes: summary.notes.map(
      (note) => `${titleOf(note)} ×${count(note.count)} on ${note.targets.join(', ')}: ${note.message}`,
    ),
  };
}

function headline({ verdict, counts, targets, unpassed, stale }: Summary): string {
  const all = `${count(counts.planned)} ${plural(counts.planned, 'exchange')}`;
  const on = `on ${count(targets.length)} ${plural(targets.length, 'target')}`;
  if (counts.planned === 0) return 'no exchange was planned, so nothing was seen';
  if (verdict === 'pass') return `${count(counts.passed)} of ${all} met their contract ${on}`;
  if (verdict === 'inconclusive') {
    const open = unseen(counts);
    if (open > 0) return `${count(open)} of ${all} gave no evidence ${on}`;
    if (counts.unproven > 0) return `${count(counts.unproven)} of ${all} have no approved golden ${on}`;
    if (unpassed.length === 0) return `${staleGoldens(stale)} approved for other requests`;
    return `nothing passed of ${unpassed.map(({ what, id }) => `${what} ${id}`).join(', ')}`;
  }
  const bad = targets.filter(({ broken }) => broken > 0).length;
  const broken = targets.reduce((sum, target) => sum + target.broken, 0);
  return `${count(broken)} of ${all} broke their contract on ${count(bad)} of ${count(targets.length)} ${plural(targets.length, 'target')}`;
}

function staleGoldens(stale: readonly string[]): string {
  return `the ${stale.length === 1 ? 'golden of 1 prompt was' : `goldens of ${count(stale.length)} prompts were`}`;
}

function unseen(counts: Counts): number {
  const { planned, unproven, errored, missing } = counts;
  return counts.passed === 0 ? planned - unproven : errored + missing;
}

function meaning({ verdict, counts, groups, unpassed, restsOn }: Summary): string {
  const apart = breakdown(counts);
  if (verdict === 'fail') {
    const worst = groups.toSorted((a, b) => b.count - a.count)[0];
    const most =
      worst === undefined ? '' : ` The most frequent finding is ${worst.code} (${count(worst.count)}).`;
    return `Clients that read these answers would break.${apart}${most}`;
  }
  if (verdict === 'inconclusive') {
    return counts.passed === 0
      ? `Nothing passed, so nothing is proven.${apart}`
      : `Nothing broke its contract, but ${openQuestion(counts, unpassed)} is not proven.${apart}`;
  }
  // Where nothing but an answer was asked for, no check could have failed that says anything of it.
  const bare = restsOn.filter(({ on }) => on.includes('presence')).reduce((sum, row) => sum + row.count, 0);
  const held = bare === 0 ? 'held all checks' : 'held the checks that its prompt asks for';
  const did = bare === counts.passed ? 'has an answer, and nothing more was compared' : held;
  return counts.skipped > 0
    ? `Every exchange that these targets can serve ${did}.${apart}`
    : `Every planned exchange was recorded and ${did}.`;
}

const AS_GROUNDS: Readonly<Record<Basis, string>> = {
  schema: 'schema',
  exact: 'exact values',
  values: 'accepted values',
  structure: 'structure',
  text: 'text',
  presence: 'presence only',
};

function restsOn(summary: Summary): string | null {
  if (summary.restsOn.length === 0) return null;
  const rows = summary.restsOn.map(({ on, count: passed }) => {
    const words = on.map((basis) => AS_GROUNDS[basis]);
    const last = words.at(-1) ?? '';
    return `${count(passed)} by ${words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`}`;
  });
  return `What passed rests on: ${rows.join('; ')}.`;
}

function openQuestion({ errored, missing, unproven }: Counts, unpassed: Summary['unpassed']): string {
  const [first] = unpassed;
  if (errored + missing > 0) return 'what was not seen';
  if (unproven > 0) return 'what has no approved golden';
  return first === undefined ? 'what stale goldens were compared with' : `${first.what} ${first.id}`;
}

function breakdown(counts: Counts): string {
  const parts = COUNTED.filter((state) => counts[state] > 0).map(
    (state) => `${count(counts[state])} ${state}`,
  );
  return parts.length === 0 ? '' : ` ${capital(parts.join(', '))}.`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function describePart(shard: Shard, { planned }: Counts): string {
  return `A PART: shard ${shardText(shard)}. The verdict is of its ${count(planned)} ${plural(planned, 'exchange')} alone, and no gate takes it: \`merge\` puts the shards together.`;
}

function facts({ identity, source, baseline, seed, suites, shard, shadow }: Report): string[] {
  const rate = identity.throughput === null ? '' : ` (${identity.throughput.toFixed(1)}/s)`;
  return [
    `run ${identity.run}`,
    ...(shard === null ? [] : [`shard ${shardText(shard)}`]),
    `source ${source}`,
    `baseline ${baseline}`,
    `seed ${seed}`,
    shadow === null
      ? `${suites.length} ${plural(suites.length, 'suite')}`
      : `live requests of ${shadow.migration}`,
    `${(identity.durationMs / 1000).toFixed(1)} s${rate}`,
    ...describeOrigin(identity.origin),
  ];
}

function errors({ targets }: Summary): string[] {
  const rows = targets.flatMap(({ id, errorKinds }) =>
    Object.entries(errorKinds).map(([kind, count]) => ({ target: id, kind, count })),
  );
  return gather(rows, ({ kind }) => kind);
}

function truncation({ targets }: Summary): string[] {
  return TRUNCATION_CLASSES.filter((name) => name !== 'complete').flatMap((name) => {
    const rows = targets.filter((target) => target.truncation[name] > 0);
    if (rows.length === 0) return [];
    return [`${name}: ${rows.map((target) => `${target.id} ${count(target.truncation[name])}`).join(', ')}`];
  });
}

function jsonHabits({ targets }: Summary): string[] {
  const rows = targets.flatMap(({ id, jsonHabits: counts }) =>
    Object.entries(counts).map(([code, count]) => ({ target: id, code, count })),
  );
  return gather(rows, ({ code }) => (isJsonHabit(code) ? JSON_HABITS[code] : code));
}

function carriage(summary: Summary): string[] {
  const { lossless, asked } = countLossless(summary.carriage);
  const open = [...Map.groupBy(listDefaulted(summary.carriage), ({ what }) => what)].map(
    ([what, rows]) => `${what} ${count(rows.reduce((sum, row) => sum + row.count, 0))}`,
  );
  return [
    ...gather(describeLost(summary), ({ what }) => what),
    ...(open.length === 0 ? [] : [`defaulted, for requests leave it open: ${open.join(', ')}`]),
    ...(asked === 0 ? [] : [`lossless: ${count(lossless)} of ${count(asked)} things that were asked`]),
  ];
}

const MOST_NAMED = 10;

function unproven({ goldensToWrite }: Report): string | null {
  if (goldensToWrite.length === 0) return null;
  const ids = goldensToWrite.slice(0, MOST_NAMED).map(({ promptId }) => promptId);
  const hidden = goldensToWrite.length - ids.length;
  const more = hidden > 0 ? ` and ${count(hidden)} more` : '';
  return `No answer is approved to hold these against: ${ids.join(', ')}${more}. Read what came, and approve what is right, saying why:`;
}

function skips(summary: Summary): string[] {
  return gather(summary.skips, ({ reason }) => reason);
}

/** Rows that say the same of several targets, as one line. */
function gather<Row extends { readonly target: string; readonly count: number }>(
  rows: readonly Row[],
  describe: (row: Row) => string,
): string[] {
  return [...Map.groupBy(rows, describe)].map(([what, alike]) => {
    const total = alike.reduce((sum, row) => sum + row.count, 0);
    return `${what} (${count(total)} ${plural(total, 'exchange')}: ${alike.map((row) => row.target).join(', ')})`;
  });
}
