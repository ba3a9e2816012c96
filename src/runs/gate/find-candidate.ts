import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CAPABILITIES_FOLDER } from '../../config/defaults.ts';
import { endpointOf, otherEndpoint } from '../../config/endpoint-of.ts';
import { usableOf } from '../../config/resolve/apply-probe.ts';
import { readCapabilityFile } from '../../config/read-capability-file.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Fingerprint } from '../../contract/wires/fingerprint.ts';
import type { GateMetric } from '../../contract/gates/gate-metrics.ts';
import type { Criterion } from '../../contract/gates/migration.ts';
import { InputError } from '../../contract/problem.ts';
import type { UsableContext } from '../../contract/probe/usable-context.ts';
import { USUAL_LIMITS, type Limits } from '../../contract/load/load-limits.ts';
import { wantedOf } from '../../cost/invoice.ts';
import { pricesOf } from '../../cost/price-of.ts';
import { changesBetween, spellChange } from '../../gates/fingerprint.ts';
import type { CandidateEvidence, FoundFigure } from '../../gates/gate-evidence.ts';
import { hasSamplesOf } from '../../store/run/load-run.ts';
import { readCapacities, type KeptCapacity } from '../../store/run/read-capacities.ts';
import { readReport } from '../../store/run/read-report.ts';
import { readRun } from '../../store/run/read-run.ts';
import { billRun } from '../verify/bill-run.ts';
import { targetOf, type ChosenSide } from '../project/choose-sides.ts';
import { capabilityFile } from '../probe/keep-capabilities.ts';
import type { Project } from '../project/load-project.ts';

const ABOUT: ReadonlySet<GateMetric> = new Set(['capacity', 'usable-context', 'cost-per-accepted']);

const MS_PER_HOUR = 3_600_000;

interface Looking {
  readonly out: string;
  readonly maxAgeHours: number;
  /** How the candidate answered in the run that is judged. */
  readonly fingerprint: Fingerprint;
  readonly nowMs: number;
  /** The prompts that the gate is about. */
  readonly prompts: ReadonlySet<string>;
}

/** What is kept of the candidate beside its answers, and who answered meanwhile; null where no criterion is about it. */
export async function findCandidate(
  criteria: readonly Criterion[],
  project: Project,
  candidate: ChosenSide,
  looking: Looking,
): Promise<{ readonly evidence: CandidateEvidence; readonly sources: readonly Source[] } | null> {
  const wanted = new Set(criteria.map(({ metric }) => metric));
  if (!criteria.some(({ metric }) => ABOUT.has(metric))) return null;
  const capacities = new Map<string, Found>();
  for (const criterion of criteria) {
    if (criterion.metric !== 'capacity') continue;
    capacities.set(criterion.id, await findCapacity(project, candidate.target, criterion, looking));
  }
  const context = wanted.has('usable-context')
    ? await findContext(project, candidate.target, looking)
    : NOT_WANTED;
  const costs = wanted.has('cost-per-accepted') ? await costsOf(project, candidate, looking) : null;
  return {
    evidence: {
      capacities: Object.fromEntries([...capacities].map(([id, { figure }]) => [id, figure])),
      usableContext: context.figure,
      costs,
    },
    sources: [...capacities.values(), context].flatMap(({ source }) => (source === null ? [] : [source])),
  };
}

interface Found {
  readonly figure: FoundFigure;
  readonly source: Source | null;
}

function nothing(reason: string): Found {
  return { figure: { what: 'unknown', reason }, source: null };
}

const NOT_WANTED = nothing('no criterion is about it');

/**
 * The usable length that the capability file of the target holds, as long as the endpoint answers as it did then: of the
 * file that the configuration names, else of the one that `probe` writes.
 */
async function findContext(project: Project, target: string, looking: Looking): Promise<Found> {
  const probed = project.catalog.targets.find(({ id }) => id === target)?.probed ?? null;
  if (probed !== null) return figureOf(target, 'its capability file', probed, looking);
  const file = capabilityFile(join(project.root, CAPABILITIES_FOLDER), target);
  const mend = `npx llama-contract probe ${target}`;
  const read = await readCapabilityFile(file).catch((error: unknown) => {
    if (error instanceof InputError) return error;
    throw error;
  });
  if (read instanceof InputError) return nothing(`${read.problems[0]?.message ?? file}: ${mend}`);
  const other = otherEndpoint(read.endpoint, endpointOf(targetOf(project, target)));
  if (other !== null) return nothing(`${file} is of another endpoint: ${other}`);
  const found = usableOf(read);
  return found === null
    ? nothing(`${file} says nothing of its context: ${mend}`)
    : figureOf(target, file, found, looking);
}

function figureOf(target: string, file: string, found: UsableContext, looking: Looking): Found {
  const doubt = whyNotNow(target, file, found, looking);
  if (doubt !== null) return nothing(doubt);
  const { usable, unusable, at, synthetic } = found;
  return {
    figure: { what: 'found', low: usable, high: unusable, note: `by ${file} of ${at}` },
    source: synthetic ? 'simulate' : 'live',
  };
}

/**
 * The newest capacity of the criterion's workload and limits that a load run found of this endpoint, as long as it answers as
 * it did then.
 */
async function findCapacity(
  project: Project,
  target: string,
  { workload, limits }: Pick<Criterion, 'workload' | 'limits'>,
  looking: Looking,
): Promise<Found> {
  const { capacities, unreadable } = await readCapacities(looking.out, target);
  const within = limits ?? USUAL_LIMITS;
  const fits = (each: KeptCapacity): boolean =>
    each.workload === workload && isDeepStrictEqual(each.limits, within);
  const newest = capacities.find(fits) ?? capacities[0];
  const mend = `npx llama-contract bench --find-capacity --target ${target}`;
  const also = unreadable.length === 0 ? '' : ` (${unreadable.join(', ')} cannot be read, or was changed)`;
  if (newest === undefined) {
    return nothing(`no load run under ${looking.out} found the capacity of ${target}${also}: ${mend}`);
  }
  const { file, evidenceRoot, low, high, when, certified, reason, source, fingerprint } = newest;
  // Folders are named by when they were made, so what another of them found may be newer.
  const later = unreadable.find((each) => each > file);
  if (later !== undefined) {
    return nothing(
      `${later} cannot be read, or was changed, and ${file} is not known to be the newest: ${mend}`,
    );
  }
  if (workload === null) {
    return nothing(
      `the criterion names no workload, and ${file} is of ${newest.workload}: write workload: ${newest.workload} if that is the one${also}`,
    );
  }
  if (newest.workload !== workload) {
    return nothing(
      `${file} is of workload ${newest.workload}, and the criterion of ${workload}${also}: ${mend}`,
    );
  }
  if (!fits(newest)) {
    return nothing(
      `${file} is of ${spellLimits(newest.limits)}, and the criterion of ${spellLimits(within)}${also}: ${mend}`,
    );
  }
  const other = otherEndpoint(newest.endpoint, endpointOf(targetOf(project, target)));
  if (other !== null) return nothing(`${file} is of another endpoint: ${other}: ${mend}`);
  const doubt = whyNotNow(target, file, { at: when, fingerprint }, looking);
  if (doubt !== null) return nothing(doubt);
  if (!(await hasSamplesOf(file, evidenceRoot))) {
    return nothing(`the samples that ${file} rests on are gone, or were changed: ${mend}`);
  }
  if (!certified) return nothing(`${file} has no certificate for its ends: ${reason}`);
  const { requestsPerMinute } = targetOf(project, target).quota;
  const quota =
    requestsPerMinute !== null && requestsPerMinute / 60 < (low ?? 0)
      ? `, and its quota in the configuration lets only ${requestsPerMinute} a minute through`
      : '';
  const note = `by ${file} of ${when}, ${spellLimits(within)}${quota}${also}`;
  return { figure: { what: 'found', low, high, note }, source };
}

function spellLimits({ firstTokenMs, latencyMs }: Limits): string {
  const each = [
    ...(firstTokenMs === null ? [] : [`first token in ${firstTokenMs} ms`]),
    ...(latencyMs === null ? [] : [`all of it in ${latencyMs} ms`]),
  ];
  return each.length === 0 ? 'no limits' : each.join(' and ');
}

/** What was found says nothing of today where it is too old, of the future, or of an endpoint that answers otherwise now. */
function whyNotNow(
  target: string,
  file: string,
  found: { readonly at: string; readonly fingerprint: Fingerprint },
  { maxAgeHours, fingerprint, nowMs }: Looking,
): string | null {
  const ageHours = (nowMs - Date.parse(found.at)) / MS_PER_HOUR;
  if (ageHours > maxAgeHours) {
    return `${file} is ${Math.floor(ageHours)} hours old, and evidence lasts ${maxAgeHours}: measure again`;
  }
  if (ageHours < -1) return `${file} is of ${found.at}, which is later than now: a clock was set`;
  const [change] = changesBetween(found.fingerprint, fingerprint);
  return change === undefined ? null : `${spellChange(target, change)} since ${file}: measure again`;
}

/** What each prompt's answers cost in the run that is judged. */
async function costsOf(
  project: Project,
  { run, target }: ChosenSide,
  { prompts: asked }: Looking,
): Promise<CandidateEvidence['costs']> {
  const [first] = pricesOf(project.catalog.prices, targetOf(project, target));
  if (first === undefined) return null;
  const bill = billRun(run.manifest, project.catalog);
  for await (const { facts } of (await readRun(run.folder)).facts) bill.add(facts);
  const { identity } = await readReport(run.folder);
  const suites = new Map(project.suites.flatMap(({ name, prompts }) => prompts.map(({ id }) => [id, name])));
  const all = wantedOf(bill.prompts(target, Date.parse(identity.endedAt)));
  const prompts = all.filter(({ prompt }) => asked.has(prompt));
  return {
    currency: first.currency,
    prompts: prompts.map((each) => ({ ...each, suite: suites.get(each.prompt) ?? '' })),
  };
}
