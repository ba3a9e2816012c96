import type { Figure } from '../contract/runs/history.ts';
import type { HistoryMetric } from '../contract/runs/history-metrics.ts';
import type { TargetCost } from '../contract/cost/cost.ts';
import type { TargetSummary } from '../contract/runs/summary.ts';
import { wilsonInterval } from '../stats/wilson-interval.ts';

/** The figures of a target that are followed from run to run. Shares are of what was planned and not skipped. */
export function figuresOf(
  target: TargetSummary,
  cost: TargetCost | null,
): Readonly<Partial<Record<HistoryMetric, Figure>>> {
  const { counts, schemaMatch, quality, latency, retries, truncated, metered } = target;
  const asked = counts.planned - counts.skipped;
  const share = (part: number): Figure => {
    const bounds = wilsonInterval(part, asked);
    return {
      value: asked === 0 ? null : part / asked,
      low: bounds?.low ?? null,
      high: bounds?.high ?? null,
      n: asked,
    };
  };
  return {
    'schema-match': {
      value: schemaMatch.rate,
      low: schemaMatch.low,
      high: schemaMatch.high,
      n: schemaMatch.planned,
    },
    passed: share(counts.passed),
    failed: share(counts.failed),
    errored: share(counts.errored),
    missing: share(counts.missing),
    truncated: share(truncated),
    quality: { value: quality.score, low: quality.low, high: quality.high, n: quality.prompts },
    p50: bare(latency.p50Ms, latency.of),
    p95: bare(latency.p95Ms, latency.of),
    retries: bare(retries, asked),
    ...(metered === null
      ? {}
      : {
          'input-tokens': bare(metered.inputTokens, metered.attempts),
          'output-tokens': bare(metered.outputTokens, metered.attempts),
        }),
    ...(cost === null ? {} : costFigures(cost)),
  };
}

/** At most; an amount that nobody knows to its end is no figure. */
function costFigures({ invoice, attempts }: TargetCost): Readonly<Partial<Record<HistoryMetric, Figure>>> {
  const each = invoice?.perAccepted ?? null;
  const [low, high] = [numberOf(each?.low), numberOf(each?.high)];
  const isBounded = low !== null && high !== null;
  return {
    cost: bare(numberOf(invoice?.total.most), attempts),
    'cost-per-accepted': {
      value: numberOf(each?.most),
      low: isBounded ? low : null,
      high: isBounded ? high : null,
      n: each?.prompts ?? 0,
    },
  };
}

function numberOf(amount: string | null | undefined): number | null {
  return amount === null || amount === undefined ? null : Number(amount);
}

/** One of which no interval is known. */
function bare(value: number | null, n: number): Figure {
  return { value, low: null, high: null, n };
}
