import { DEFAULT_ROUTES } from '../../config/default-routes.ts';
import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Comparison } from '../../contract/gates/comparison.ts';
import { InputError } from '../../contract/problem.ts';
import type { ExchangeRecord, RecordFacts } from '../../contract/exchanges/record.ts';
import type { Report } from '../../contract/runs/report.ts';
import type {
  CaseDetail,
  CaseRow,
  RunDetail,
  SidesDetail,
  TargetDetail,
} from '../../contract/runs/run-detail.ts';
import { TRIM_TO, TTLS_MINUTES } from '../../contract/cost/default-savings.ts';
import { citeFinding } from '../../contract/exchanges/verdict.ts';
import { findingsOf } from '../../metrics/findings-of.ts';
import { cameWhole, latencyMs, readTiming } from '../../metrics/read-timing.ts';
import { quantile } from '../../stats/quantile.ts';
import { readRaw } from '../../store/records/read-exchange.ts';
import { readRun } from '../../store/run/read-run.ts';
import { detailProject } from './detail-project.ts';
import { namedHashes } from '../gate/named-hashes.ts';
import { openCosting } from '../cost/open-costing.ts';
import { openRouteWorth } from '../cost/open-route-worth.ts';

/** Nobody reads more, and each stands whole in the page. */
const MOST_EXAMPLES = 60;

interface Tally {
  readonly latenciesMs: number[];
  readonly stallsMs: number[];
  longestStall: TargetDetail['longestStall'];
  unanswered: number;
  inputTokens: number | null;
  outputTokens: number | null;
  cachedTokens: number | null;
  reasoningTokens: number | null;
  uncounted: number;
}

/** Holds the two sides of a migration against each other, as this run asked them. */
export type CompareInRun = (migration: RunDetail['migrations'][number]) => Promise<Comparison>;

/** Reads the records of a run once for what a page shows beside its report. Throws InputError where one was changed. */
export async function detailRun(
  folder: string,
  report: Report,
  config: string,
  { trends, decisions }: Pick<RunDetail, 'trends' | 'decisions'>,
  compare: CompareInRun,
): Promise<RunDetail> {
  const run = await readRun(folder);
  const { manifest } = run;
  const { plan } = manifest;
  const { goldens, asksAll, catalog, ...ofProject } = await detailProject(
    folder,
    manifest,
    config,
    new Set(report.summary.prompts.map(({ promptId }) => promptId)),
  );
  const costing =
    catalog === null || catalog.prices.length === 0
      ? null
      : openCosting(folder, manifest, catalog, { ttlsMinutes: TTLS_MINUTES, trimTo: TRIM_TO });
  const wanted = new Set(report.summary.groups.slice(0, MOST_EXAMPLES).map(({ example }) => example));
  const tallies = new Map(report.summary.targets.map(({ id }) => [id, openTally()]));
  const worth = openRouteWorth();
  const cases: CaseRow[] = [];
  const records = new Map<string, ExchangeRecord>();
  for await (const { facts, whole } of run.facts) {
    costing?.add(facts);
    worth.add(facts);
    const id = caseText(facts.case);
    cases.push(rowOf(id, facts));
    const tally = tallies.get(facts.case.target);
    if (tally !== undefined) addTo(tally, id, facts);
    if (wanted.has(id)) records.set(id, whole());
  }
  const named = plan.named !== null || plan.pairs !== null;
  return {
    hashes: { configuration: manifest.hashes.config, ...namedHashes(manifest) },
    versions: manifest.versions,
    argv: manifest.argv,
    isPlanted: manifest.planted !== null || hasFlag(manifest.argv, '--faults'),
    modes: plan.modes,
    isSelection: named || !(asksAll ?? !hasFlag(manifest.argv, '--tag')),
    ...ofProject,
    comparisons: await Promise.all(ofProject.migrations.map((migration) => sidesOf(migration, compare))),
    savings: ((await costing?.targets(report)) ?? []).map(({ target, invoice, savings }) => ({
      target,
      currency: invoice?.currency ?? null,
      savings,
    })),
    routes:
      catalog === null
        ? []
        : await worth.routes({ folder, report, catalog, policy: DEFAULT_ROUTES, decisions }),
    targets: [...tallies].map(([id, tally]) => detailOf(id, tally)),
    cases: cases.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    trends,
    decisions,
    examples: await Promise.all(
      [...wanted].flatMap((id): readonly Promise<CaseDetail>[] => {
        const record = records.get(id);
        if (record === undefined) return [];
        const golden = goldens.get(record.case.prompt) ?? null;
        return [withBody(folder, record).then((whole) => ({ id, record: whole, golden }))];
      }),
    ),
  };
}

function hasFlag(argv: readonly string[], flag: string): boolean {
  return argv.some((word) => word.split('=')[0] === flag);
}

async function sidesOf(
  migration: RunDetail['migrations'][number],
  compare: CompareInRun,
): Promise<SidesDetail> {
  const { id, ...sides } = migration;
  try {
    const { dimensions } = await compare(migration);
    return { migration: id, ...sides, dimensions, problem: null };
  } catch (error) {
    // A part of a run compares nothing; its page is one all the same.
    if (error instanceof InputError)
      return { migration: id, ...sides, dimensions: [], problem: error.message };
    throw error;
  }
}

/** A long body stands beside the lines of a run. */
async function withBody(folder: string, record: ExchangeRecord): Promise<ExchangeRecord> {
  const { exchange } = record;
  if (exchange === null || exchange.evidence === null) return record;
  const body = await readRaw(folder, exchange.evidence.body);
  return { ...record, exchange: { ...exchange, evidence: { ...exchange.evidence, body } } };
}

function openTally(): Tally {
  return {
    latenciesMs: [],
    stallsMs: [],
    longestStall: null,
    unanswered: 0,
    inputTokens: null,
    outputTokens: null,
    cachedTokens: null,
    reasoningTokens: null,
    uncounted: 0,
  };
}

function rowOf(id: string, record: RecordFacts): CaseRow {
  const { exchange, state, reason } = record;
  const [first] = findingsOf(record);
  return {
    id,
    prompt: record.case.prompt,
    target: record.case.target,
    state,
    latencyMs: cameWhole(record) ? latencyMs(record.exchange) : null,
    attempts: exchange?.attempts.length ?? 0,
    finding: first === undefined ? reason : citeFinding(first),
  };
}

function addTo(tally: Tally, id: string, record: RecordFacts): void {
  const { exchange } = record;
  if (exchange === null) return;
  const { outcome } = exchange;
  const took = cameWhole(record) ? latencyMs(record.exchange) : null;
  if (took === null) tally.unanswered += 1;
  else tally.latenciesMs.push(took);
  const stall = readTiming(exchange)?.largestStall?.ms;
  if (stall !== undefined) {
    tally.stallsMs.push(stall);
    if (stall > (tally.longestStall?.ms ?? -1)) tally.longestStall = { ms: stall, id };
  }
  if (outcome.type !== 'response') return;
  const { inputTokens, outputTokens, cachedTokens, reasoningTokens } = outcome.response.usage;
  if (inputTokens === null || outputTokens === null) tally.uncounted += 1;
  tally.inputTokens = addKnown(tally.inputTokens, inputTokens);
  tally.outputTokens = addKnown(tally.outputTokens, outputTokens);
  tally.cachedTokens = addKnown(tally.cachedTokens, cachedTokens);
  tally.reasoningTokens = addKnown(tally.reasoningTokens, reasoningTokens);
}

function addKnown(sum: number | null, more: number | null): number | null {
  return more === null ? sum : (sum ?? 0) + more;
}

function detailOf(id: string, { latenciesMs, stallsMs, ...counted }: Tally): TargetDetail {
  return {
    id,
    latenciesMs: ascending(latenciesMs),
    ...counted,
    stallP95Ms: quantile(ascending(stallsMs), 0.95),
  };
}

function ascending(values: readonly number[]): readonly number[] {
  // Numbers alone are sorted without a function that compares them, in a tenth of the time.
  return [...Float64Array.from(values).sort()];
}
