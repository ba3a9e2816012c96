import type { Figure } from '../contract/history.ts';
import { HISTORY_METRICS, type HistoryMetric } from '../contract/history-metrics.ts';
import { count, interval, milliseconds, percent } from './format.ts';

/** A figure with its interval, where one is known: `97.5% [94-100%]`. */
export function spellFigure(metric: HistoryMetric, figure: Figure): string {
  const value = spellValue(metric, figure);
  const bounds = interval(figure);
  return bounds === '' ? value : `${value} ${bounds}`;
}

export function spellValue(metric: HistoryMetric, { value }: Figure): string {
  if (value === null) return '-';
  const { unit } = HISTORY_METRICS[metric];
  if (unit === 'share') return percent(value);
  return unit === 'ms' ? milliseconds(value) : count(value);
}
