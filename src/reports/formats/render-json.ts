import type { Amounts, InvoiceLine, MoneyRange, PerAccepted } from '../../contract/cost/cost.ts';
import type { Report, Reporter } from '../../contract/runs/report.ts';
import { escapeJson } from '../text/escape-terminal.ts';
import { showCommand } from '../exchange/show-command.ts';

/** The object that `--json` prints, on one line. Keys, and their order, are a promise to scripts. */
function renderJson(report: Report): string {
  const { identity, summary, exitCode, changes, mends, strength, shadow, goldensToWrite, approving, paths } =
    report;
  const { verdict, synthetic, counts, unpassed, stale, restsOn } = summary;
  const targets = summary.targets.map((target) => ({
    id: target.id,
    counts: orderCounts(target.counts),
    schemaMatch: orderSchemaMatch(target.schemaMatch),
    latency: {
      p50Ms: target.latency.p50Ms,
      p95Ms: target.latency.p95Ms,
      p99Ms: target.latency.p99Ms,
      unanswered: target.latency.unanswered,
      of: target.latency.of,
    },
    errorKinds: target.errorKinds,
    retries: target.retries,
    truncated: target.truncated,
    incompleteStreams: target.incompleteStreams,
    jsonHabits: target.jsonHabits,
    quality: orderQuality(target.quality),
    judgedQuality: orderJudged(target.judgedQuality),
    repeats: orderRepeats(target.repeats),
    metered: orderMetered(target.metered),
    cost: orderCost(report.costs.find((cost) => cost.target === target.id)),
  }));
  const groups = summary.groups.map(
    ({ code, pointer, count, prompts, targets, expected, observed, example }) => ({
      code,
      pointer,
      count,
      prompts,
      targets,
      expected,
      observed,
      example,
      show: showCommand(report, example),
    }),
  );
  const document = {
    schemaVersion: 1,
    run: identity.run,
    origin: orderOrigin(identity.origin),
    verdict,
    exitCode,
    synthetic,
    shard: report.shard === null ? null : { index: report.shard.index, of: report.shard.of },
    counts: orderCounts(counts),
    unpassed: unpassed.map(({ what, id }) => ({ what, id })),
    stale,
    restsOn: restsOn.map(({ on, count }) => ({ on, count })),
    strength: orderStrength(strength),
    shadow,
    judge: orderJudge(report.judge),
    targets,
    groups,
    changes,
    mends: mends.map(({ kind, targets, mend }) => ({ kind, targets, mend })),
    goldensToWrite,
    approving,
    paths,
  };
  return `${escapeJson(JSON.stringify(document))}\n`;
}

function orderOrigin(origin: Report['identity']['origin']) {
  if (origin === null) return null;
  const { by, commit, dirty, link, host } = origin;
  return { by, commit, dirty, link, host: { kind: host.kind, name: host.name } };
}

function orderCounts(counts: Report['summary']['counts']) {
  const { planned, passed, failed, errored, skipped, unproven, missing } = counts;
  return { planned, passed, failed, errored, skipped, unproven, missing };
}

function orderSchemaMatch(match: Report['summary']['targets'][number]['schemaMatch']) {
  const { matched, planned, rate, low, high, firstTry, exchanges, tolerant, unenforced } = match;
  return {
    matched,
    planned,
    rate,
    low,
    high,
    firstTry,
    exchanges: { matched: exchanges.matched, planned: exchanges.planned },
    tolerant: { matched: tolerant.matched, rate: tolerant.rate },
    unenforced,
  };
}

function orderQuality(quality: Report['summary']['targets'][number]['quality']) {
  const { score, low, high, prompts, comparators, facts } = quality;
  return { score, low, high, prompts, comparators, facts };
}

function orderJudged(judged: Report['summary']['targets'][number]['judgedQuality']) {
  if (judged === null) return null;
  const { share, low, high, prompts, good, judged: labelled, unjudged } = judged;
  return { share, low, high, prompts, good, judged: labelled, unjudged };
}

function orderRepeats(repeats: Report['summary']['targets'][number]['repeats']) {
  if (repeats === null) return null;
  const { repetitions, prompts, allPass, anyPasses, low, high, variance, flaky } = repeats;
  return {
    repetitions,
    prompts,
    allPass,
    anyPasses,
    low,
    high,
    variance: variance === null ? null : { within: variance.within, between: variance.between },
    flaky: flaky.map(({ promptId, passed, of }) => ({ promptId, passed, of })),
  };
}

function orderStrength(strength: Report['strength']) {
  if (strength === null) return null;
  const { seed, altered, caught, kinds } = strength;
  return { seed, altered, caught, kinds };
}

function orderMetered(metered: Report['summary']['targets'][number]['metered']) {
  if (metered === null) return null;
  const { attempts, unmetered, inputTokens, outputTokens } = metered;
  return { attempts, unmetered, inputTokens, outputTokens };
}

function orderRange({ least, most }: MoneyRange) {
  return { least, most };
}

function orderAmounts({ input, cachedInput, output, total }: Amounts) {
  return {
    input: orderRange(input),
    cachedInput: orderRange(cachedInput),
    output: orderRange(output),
    total: orderRange(total),
  };
}

function orderLine(line: InvoiceLine) {
  const { leg, prices, attempts, unmetered, inputTokens, cachedTokens, outputTokens, amounts } = line;
  return {
    leg,
    prices: prices.map(({ from, to, source, retrieved }) => ({ from, to, source, retrieved })),
    attempts,
    unmetered,
    inputTokens,
    cachedTokens,
    outputTokens,
    amounts: amounts === null ? null : orderAmounts(amounts),
  };
}

function orderPerAccepted({ least, most, low, high, prompts }: PerAccepted) {
  return { least, most, low, high, prompts };
}

/** Null where no price of any target is known. */
export function orderCost(cost: Report['costs'][number] | undefined) {
  if (cost === undefined) return null;
  const { invoice, accepted, unpriced, qualityPerThousandTokens } = cost;
  return {
    invoice:
      invoice === null
        ? null
        : {
            currency: invoice.currency,
            ...orderAmounts(invoice),
            lines: invoice.lines.map(orderLine),
            perAccepted: invoice.perAccepted === null ? null : orderPerAccepted(invoice.perAccepted),
          },
    accepted,
    unpriced,
    qualityPerThousandTokens,
  };
}

/** With what its word is worth. */
function orderJudge(judge: Report['judge']) {
  if (judge === null) return null;
  const { target, model, kappa, low, high, n, date, source } = judge;
  return { target, model, kappa, low, high, n, date, synthetic: source !== 'live' };
}

export const jsonReporter: Reporter = { name: 'json', extension: 'json', render: renderJson };
