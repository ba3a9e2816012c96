import type { Catalog, CatalogTarget } from '../../config/catalog.ts';
import type { ExchangeFacts } from '../../contract/exchanges/exchange.ts';
import type { Fingerprint } from '../../contract/wires/fingerprint.ts';
import type { KeptDecision } from '../../contract/runs/history.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { RecordFacts } from '../../contract/exchanges/record.ts';
import type { Report } from '../../contract/runs/report.ts';
import type { CountedTokens, TargetEvidence } from '../../contract/routing/route.ts';
import type { RouteEvidence } from '../../contract/routing/route-report.ts';
import type { TargetSummary } from '../../contract/runs/summary.ts';
import type { UsableContext } from '../../contract/probe/usable-context.ts';
import { CLOCKS_DIFFER_MS } from '../../contract/world.ts';
import { priceOf } from '../../cost/price-of.ts';
import { changesBetween } from '../../gates/fingerprint.ts';
import { findRunOrNewest } from '../../store/run/find-run.ts';
import { readReport } from '../../store/run/read-report.ts';
import { readRun } from '../../store/run/read-run.ts';
import { fingerprintsOf } from '../verify/take-fingerprints.ts';

const HOUR_MS = 3_600_000;
const MICRO = 1_000_000;

interface Held {
  longest: number;
  passed: number;
  answered: number;
}

/** Where what is proved of targets stands. */
export interface Proofs {
  readonly out: string;
  /** Null is the newest. */
  readonly run: string | null;
  /** What gates said of the runs under `out`, the oldest first. */
  readonly decisions: readonly KeptDecision[];
}

/** What the records of a run prove of its targets: first add them. */
export interface RouteEvidenceFold {
  add(record: RecordFacts): void;
  /** What its targets counted of a request; where one was asked several times, the most. */
  counted(requestHash: string): CountedTokens;
  /** Throws InputError for a run of a time to come. */
  evidence(
    folder: string,
    report: Report,
    catalog: Catalog,
    decisions: readonly KeptDecision[],
    nowMs: number,
  ): Promise<RouteEvidence>;
}

/**
 * The longest input, by the provider's count, to which an answer passed; how many did; the p95. A target that the run did not
 * ask has no proof.
 */
export function openRouteEvidence(): RouteEvidenceFold {
  const held = new Map<string, Held>();
  const counted = new Map<string, Map<string, number>>();
  return {
    add(record) {
      if (record.exchange !== null) countTokens(counted, record.case.target, record.exchange);
      if (record.state === 'skipped' || record.state === 'unproven') return;
      const of = held.get(record.case.target) ?? { longest: 0, passed: 0, answered: 0 };
      held.set(record.case.target, of);
      of.answered += 1;
      if (record.state !== 'passed') return;
      of.passed += 1;
      const outcome = record.exchange?.outcome;
      const tokens = outcome?.type === 'response' ? outcome.response.usage.inputTokens : null;
      of.longest = Math.max(of.longest, tokens ?? 0);
    },
    counted: (requestHash) => counted.get(requestHash) ?? new Map<string, number>(),
    async evidence(folder, report, catalog, decisions, nowMs) {
      const { run, startedAt } = report.identity;
      const ageHours = Math.max(0, ageOf(run, startedAt, nowMs));
      const { synthetic, targets } = report.summary;
      const summaries = new Map(targets.map((target) => [target.id, target]));
      const prints = await fingerprintsOf(folder);
      const rows = catalog.targets.map((target) => ({
        ...declaredOf(target),
        price: priced(catalog, target, nowMs),
        probed: probedOf(target.probed, { synthetic, fingerprint: prints?.[target.id] ?? null, nowMs }),
        closedGate: closedTo(target.id, decisions, synthetic),
        ...proved(held.get(target.id) ?? null, summaries.get(target.id) ?? null),
        ageHours,
        synthetic,
      }));
      return { run, synthetic, targets: rows };
    },
  };
}

/** None at all is no count of a request, and neither is what came with no answer. */
function countTokens(
  counted: Map<string, Map<string, number>>,
  target: string,
  { requestHash, outcome }: ExchangeFacts,
): void {
  const tokens = outcome.type === 'response' ? (outcome.response.usage.inputTokens ?? 0) : 0;
  if (tokens <= 0) return;
  const of = counted.get(requestHash) ?? new Map<string, number>();
  counted.set(requestHash, of.set(target, Math.max(tokens, of.get(target) ?? 0)));
}

/** What a run proves of each target, with what its targets counted. Throws InputError when the run has not ended or was changed. */
export async function gatherRouteEvidence(
  catalog: Catalog,
  { run, out, decisions }: Proofs,
  nowMs: number,
): Promise<{
  readonly evidence: RouteEvidence;
  readonly counted: RouteEvidenceFold['counted'];
  readonly folder: string;
}> {
  const folder = await findRunOrNewest(out, run, nowMs);
  const report = await readReport(folder);
  const fold = openRouteEvidence();
  for await (const { facts } of (await readRun(folder)).facts) fold.add(facts);
  const evidence = await fold.evidence(folder, report, catalog, decisions, nowMs);
  return { evidence, counted: (requestHash) => fold.counted(requestHash), folder };
}

/** What a gate said of a simulator says nothing of a live endpoint, and one that decided nothing opened nothing. */
export function closedTo(
  target: string,
  decisions: readonly KeptDecision[],
  synthetic: boolean,
): TargetEvidence['closedGate'] {
  const last = decisions.findLast(
    ({ candidate, verdict, synthetic: isMadeUp }) =>
      candidate.target === target && verdict !== 'inconclusive' && (synthetic || !isMadeUp),
  );
  if (last?.verdict !== 'closed') return null;
  return { stage: last.stage, migration: last.migration, judgedAt: last.judgedAt };
}

/** What a router knows of a target without asking it. */
export function declaredOf({ id, provider, server, model, capabilities }: CatalogTarget) {
  return {
    target: id,
    provider: server ?? provider,
    model: model.id,
    images: capabilities.images ? (model.images?.maxCount ?? 0) : 0,
    tools: capabilities.tools !== 'none',
    maxOutputTokens: model.maxOutputTokens,
  };
}

/** What it asks for tokens now. */
function priced({ prices }: Catalog, target: CatalogTarget, nowMs: number): TargetEvidence['price'] {
  const price = priceOf(prices, target, nowMs);
  if (price === null) return null;
  return { currency: price.currency, input: price.input / MICRO, output: price.output / MICRO };
}

/** Throws InputError for a run of a time to come: it would never be too old. */
function ageOf(run: string, startedAt: string, nowMs: number): number {
  const ageMs = nowMs - Date.parse(startedAt);
  if (ageMs >= -CLOCKS_DIFFER_MS) return ageMs / HOUR_MS;
  const message = `run ${run} was asked at ${startedAt}, which is later than now: a clock was set`;
  throw new InputError([problem(message, 'set the clock of this machine, or ask anew')]);
}

/**
 * What a probe proved. A simulator's window is none of a live endpoint, and neither is that of an endpoint which has answered
 * otherwise since. One of a time to come would never be too old.
 */
export function probedOf(
  probed: UsableContext | null,
  seen: { readonly synthetic: boolean; readonly fingerprint: Fingerprint | null; readonly nowMs: number },
): RouteEvidence['targets'][number]['probed'] {
  if (probed === null || probed.usable === null || (probed.synthetic && !seen.synthetic)) return null;
  const { fingerprint, nowMs } = seen;
  if (fingerprint !== null && changesBetween(probed.fingerprint, fingerprint).length > 0) return null;
  const ageMs = nowMs - Date.parse(probed.at);
  return ageMs < -CLOCKS_DIFFER_MS ? null : { tokens: probed.usable, ageHours: Math.max(0, ageMs / HOUR_MS) };
}

function proved(held: Held | null, summary: TargetSummary | null) {
  return {
    provedTokens: held === null || held.longest === 0 ? null : held.longest,
    passed: held?.passed ?? 0,
    answered: held?.answered ?? 0,
    p95Ms: summary?.latency.p95Ms ?? null,
  };
}
