import type { Figure } from '../../contract/runs/history.ts';
import { HISTORY_METRICS, type HistoryMetric } from '../../contract/runs/history-metrics.ts';
import { money } from './describe-cost.ts';
import { count, interval, milliseconds, percent } from '../text/format.ts';

/** A figure with its interval, where one is known: `97.5% [94-100%]`. */
export function spellFigure(metric: HistoryMetric, figure: Figure): string {
  const value = spellValue(metric, figure);
  const { unit } = HISTORY_METRICS[metric];
  const bounds = unit === 'share' ? interval(figure) : boundsOf(figure, (end) => spell(unit, end));
  return bounds === '' ? value : `${value} ${bounds}`;
}

export function spellValue(metric: HistoryMetric, { value }: Figure): string {
  if (value === null) return '-';
  const { unit } = HISTORY_METRICS[metric];
  return unit === 'rate' ? `${spell(unit, value)} a second` : spell(unit, value);
}

function spell(unit: (typeof HISTORY_METRICS)[HistoryMetric]['unit'], value: number): string {
  if (unit === 'share') return percent(value);
  if (unit === 'money') return amount(value);
  if (unit === 'rate') return value < 10 ? value.toFixed(2) : value.toFixed(1);
  return unit === 'ms' ? milliseconds(value) : count(value);
}

function boundsOf({ low, high }: Figure, spellEnd: (end: number) => string): string {
  return low === null || high === null ? '' : `[${spellEnd(low)}-${spellEnd(high)}]`;
}

/** To a millionth. */
function amount(value: number): string {
  return money(value.toFixed(12));
}
