import type { RouteWorth } from '../../contract/routing/route-worth.ts';
import { qualityPerThousandTokens } from '../../contract/cost/quality-for-tokens.ts';
import type { TargetSummary } from '../../contract/runs/summary.ts';
import { count } from '../text/format.ts';

export const QUALITY_HEADS = [
  'quality',
  'attempts',
  'of which unmetered',
  'billed tokens',
  'quality for 1,000 tokens',
];

/** What quality one target gives for the tokens that its provider bills; its cells are in the order of their heads. */
export interface QualityRow {
  readonly target: string;
  readonly cells: readonly string[];
  /** Null where it is not known. */
  readonly perThousandTokens: number | null;
}

export function qualityRow(
  target: string,
  score: number | null,
  metered: TargetSummary['metered'],
): QualityRow {
  const perThousandTokens = qualityPerThousandTokens(score, metered);
  const cells = [
    figure(score),
    metered === null ? 'unknown' : count(metered.attempts),
    metered === null ? 'unknown' : count(metered.unmetered),
    spellBilled(metered),
    figure(perThousandTokens),
  ];
  return { target, cells, perThousandTokens };
}

/** The heads and rows of routes: what their prompts are, then as of targets. */
export const ROUTE_HEADS = ['prompts', ...QUALITY_HEADS];

export function routeQualityRow({ rule, target, prompts, quality, metered }: RouteWorth): QualityRow {
  const name = `${rule ?? 'no rule'} -> ${target ?? 'nobody'}`;
  const row = qualityRow(name, quality, metered);
  return { ...row, cells: [count(prompts), ...row.cells] };
}

/** Tokens that attempts took, input and output, as far as they were counted; null where none were. */
export function billedTokens(metered: TargetSummary['metered']): number | null {
  if (metered === null || metered.attempts === metered.unmetered) return null;
  return metered.inputTokens + metered.outputTokens;
}

/** Of attempts that nobody counted there may be more. */
function spellBilled(metered: TargetSummary['metered']): string {
  const tokens = billedTokens(metered);
  if (tokens === null) return 'unknown';
  return metered?.unmetered === 0 ? count(tokens) : `at least ${count(tokens)}`;
}

function figure(value: number | null): string {
  return value === null ? 'unknown' : value.toFixed(3);
}
