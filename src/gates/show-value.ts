import type { GateMetricRow } from '../contract/gates/gate-metrics.ts';

/** A measured number for people: shares in per cent, ratios as such, times in ms, amounts to a millionth. */
export function showValue(value: number, unit: GateMetricRow['unit']): string {
  if (!Number.isFinite(value)) return 'without end';
  if (unit === 'share') return `${rounded(value * 100, 2)}%`;
  if (unit === 'rate') return `${rounded(value, 3)} requests a second`;
  if (unit === 'tokens') return `${rounded(value, 0)} tokens`;
  if (unit === 'money') return rounded(value, 6);
  if (unit === 'ms') return `${rounded(value, 0)} ms`;
  return unit === 'ratio' ? rounded(value, 3) : String(value);
}

function rounded(value: number, digits: number): string {
  // Adding 0 makes of -0 a 0.
  return String(Number(value.toFixed(digits)) + 0);
}

/** How sure a bound is, for people. */
export function showConfidence(confidence: number): string {
  return `${Math.round(confidence * 1000) / 10}% sure`;
}
