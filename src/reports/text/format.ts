/** 12345 as 12,345. `toLocaleString` says the same, but loads all of a locale first. */
export function count(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

export function plural(value: number, noun: string): string {
  return value === 1 ? noun : `${noun}s`;
}

/** A share as a percentage that is 100% or 0% only when it is exactly that. */
export function percent(share: number | null): string {
  if (share === null) return '-';
  const shown = Math.round(share * 1000) / 10;
  if (shown === 100 && share < 1) return '99.9%';
  if (shown === 0 && share > 0) return '0.1%';
  return `${shown}%`;
}

/** Of a share; null where nothing was counted. */
interface Bounds {
  readonly low: number | null;
  readonly high: number | null;
}

/** Bounds rounded outwards, so that rounding never narrows them. */
export function interval({ low, high }: Bounds): string {
  return low === null || high === null ? '' : `[${Math.floor(low * 100)}-${Math.ceil(high * 100)}%]`;
}

export function milliseconds(value: number | null): string {
  if (value === null) return '-';
  if (value < 10) return `${value.toFixed(1)} ms`;
  return value < 10_000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

/** A moment of ISO 8601 to its minute, for people. */
export function minuteOf(moment: string): string {
  return moment.slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ');
}
