import type { TargetSummary } from '../../contract/runs/summary.ts';

/**
 * Times as OpenTelemetry names them, in seconds, with the quantile after the name; null is no data, or a quantile that falls
 * among what gave no time. https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/
 */
export function semanticTimes({
  latency,
  timeToFirstToken,
}: Pick<TargetSummary, 'latency' | 'timeToFirstToken'>): Readonly<Record<string, number | null>> {
  return {
    [`${DURATION}.p50`]: seconds(latency.p50Ms),
    [`${DURATION}.p95`]: seconds(latency.p95Ms),
    [`${DURATION}.p99`]: seconds(latency.p99Ms),
    [`${FIRST_OUTPUT}.p50`]: seconds(timeToFirstToken.p50Ms),
    [`${FIRST_OUTPUT}.p95`]: seconds(timeToFirstToken.p95Ms),
  };
}

/**
 * Tokens as OpenTelemetry names them, of all attempts of a target; null where no answer said. What was not counted is not
 * in them: see `attempts.unmetered`. https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/
 */
export function semanticTokens({
  metered,
}: Pick<TargetSummary, 'metered'>): Readonly<Record<string, number | null>> {
  const known = metered === null || metered.unmetered === metered.attempts ? null : metered;
  return {
    'gen_ai.usage.input_tokens': known?.inputTokens ?? null,
    'gen_ai.usage.output_tokens': known?.outputTokens ?? null,
    attempts: metered?.attempts ?? null,
    'attempts.unmetered': metered?.unmetered ?? null,
  };
}

/** Of an exchange, whole. */
export const DURATION = 'gen_ai.client.operation.duration';
/** To the first output that is no empty piece. */
const FIRST_OUTPUT = 'gen_ai.client.operation.time_to_first_chunk';

export function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 1000) / 1_000_000;
}
