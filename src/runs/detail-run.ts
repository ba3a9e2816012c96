import { caseText } from '../contract/case-id.ts';
import type { GoldenAnswer } from '../contract/prompt.ts';
import type { ExchangeRecord } from '../contract/record.ts';
import type { Report } from '../contract/report.ts';
import type { CaseDetail, CaseRow, RunDetail, TargetDetail } from '../contract/run-detail.ts';
import { citeFinding } from '../contract/verdict.ts';
import { findingsOf } from '../metrics/findings-of.ts';
import { latencyMs, readTiming } from '../metrics/read-timing.ts';
import { quantile } from '../stats/quantile.ts';
import { readRun, type ReadRun } from '../store/read-run.ts';
import { loadProject } from './load-project.ts';
import { namedHashes } from './named-hashes.ts';

/** Nobody reads more, and each stands whole in the page. */
const MOST_EXAMPLES = 60;

interface Tally {
  readonly latenciesMs: number[];
  readonly stallsMs: number[];
  unanswered: number;
  inputTokens: number;
  outputTokens: number;
  uncounted: number;
}

/** Reads the records of a run once for what a page shows beside its report. Throws InputError where one was changed. */
export async function detailRun(folder: string, report: Report, config: string): Promise<RunDetail> {
  const run = await readRun(folder);
  const { manifest } = run;
  const { plan } = manifest;
  const wanted = new Set(report.summary.groups.slice(0, MOST_EXAMPLES).map(({ example }) => example));
  const tallies = new Map(report.summary.targets.map(({ id }) => [id, openTally()]));
  const cases: CaseRow[] = [];
  const records = new Map<string, ExchangeRecord>();
  for await (const { record } of run.records) {
    const id = caseText(record.case);
    cases.push(rowOf(id, record));
    const tally = tallies.get(record.case.target);
    if (tally !== undefined) addTo(tally, record);
    if (wanted.has(id)) records.set(id, record);
  }
  const goldens = await goldensOf(run, config);
  return {
    hashes: { configuration: manifest.hashes.config, ...namedHashes(manifest) },
    versions: manifest.versions,
    argv: manifest.argv,
    modes: plan.modes,
    isSelection: plan.tags.length > 0 || plan.named !== null || plan.pairs !== null,
    targets: [...tallies].map(([id, tally]) => detailOf(id, tally)),
    cases: cases.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    examples: [...wanted].flatMap((id): readonly CaseDetail[] => {
      const record = records.get(id);
      return record === undefined ? [] : [{ id, record, golden: goldens.get(record.case.prompt) ?? null }];
    }),
  };
}

function openTally(): Tally {
  return { latenciesMs: [], stallsMs: [], unanswered: 0, inputTokens: 0, outputTokens: 0, uncounted: 0 };
}

function rowOf(id: string, record: ExchangeRecord): CaseRow {
  const { exchange, state, reason } = record;
  const [first] = findingsOf(record);
  return {
    id,
    prompt: record.case.prompt,
    target: record.case.target,
    state,
    latencyMs: exchange?.outcome.type === 'response' ? latencyMs(exchange) : null,
    attempts: exchange?.attempts.length ?? 0,
    finding: first === undefined ? reason : citeFinding(first),
  };
}

function addTo(tally: Tally, { exchange }: ExchangeRecord): void {
  if (exchange === null) return;
  const { outcome } = exchange;
  const took = outcome.type === 'response' ? latencyMs(exchange) : null;
  if (took === null) tally.unanswered += 1;
  else tally.latenciesMs.push(took);
  const stall = readTiming(exchange)?.largestStall?.ms;
  if (stall !== undefined) tally.stallsMs.push(stall);
  if (outcome.type !== 'response') return;
  const { inputTokens, outputTokens } = outcome.response.usage;
  if (inputTokens === null || outputTokens === null) tally.uncounted += 1;
  tally.inputTokens += inputTokens ?? 0;
  tally.outputTokens += outputTokens ?? 0;
}

function detailOf(id: string, tally: Tally): TargetDetail {
  const { latenciesMs, stallsMs, unanswered, inputTokens, outputTokens, uncounted } = tally;
  return {
    id,
    latenciesMs: ascending(latenciesMs),
    unanswered,
    inputTokens,
    outputTokens,
    uncounted,
    stallP95Ms: quantile(ascending(stallsMs), 0.95),
  };
}

function ascending(values: readonly number[]): readonly number[] {
  return values.toSorted((a, b) => a - b);
}

/** Those that the run was held against. Of a suite whose goldens were changed since, none: they would mislead. */
async function goldensOf({ manifest }: ReadRun, config: string): Promise<ReadonlyMap<string, GoldenAnswer>> {
  const { baseline, plan, hashes } = manifest;
  // A run can be read where its project is not at hand.
  const project = await loadProject({ config, suites: plan.suites, baseline }).catch(() => null);
  if (project === null) return new Map();
  const same = project.suites.filter(({ name }) => project.goldenHashes[name] === hashes.goldens[name]);
  return new Map(
    same.flatMap(({ prompts }) =>
      prompts.flatMap(({ id }) => {
        const golden = project.goldens.get(id);
        return golden === undefined ? [] : [[id, golden.answer] as const];
      }),
    ),
  );
}
