import type { Figure } from '../contract/history.ts';
import { HISTORY_METRICS, type HistoryMetric } from '../contract/history-metrics.ts';
import { money } from './describe-cost.ts';
import { count, interval, milliseconds, percent } from './format.ts';

/** A figure with its interval, where one is known: `97.5% [94-100%]`. */
export function spellFigure(metric: HistoryMetric, figure: Figure): string {
  const value = spellValue(metric, figure);
  const bounds = HISTORY_METRICS[metric].unit === 'money' ? moneyBounds(figure) : interval(figure);
  return bounds === '' ? value : `${value} ${bounds}`;
}

export function spellValue(metric: HistoryMetric, { value }: Figure): string {
  if (value === null) return '-';
  const { unit } = HISTORY_METRICS[metric];
  if (unit === 'share') return percent(value);
  if (unit === 'money') return amount(value);
  return unit === 'ms' ? milliseconds(value) : count(value);
}

function moneyBounds({ low, high }: Figure): string {
  return low === null || high === null ? '' : `[${amount(low)}-${amount(high)}]`;
}

/** To a millionth. */
function amount(value: number): string {
  return money(value.toFixed(12));
}
