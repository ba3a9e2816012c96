import { INDICATORS, type Indicator, type MonitorWindow } from '../../src/contract/monitors/monitor.ts';

export const MONDAY = Date.UTC(2026, 10, 2);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A window of 100 requests, none of which was bad. */
export function buildWindow(
  fromMs: number,
  bad: Partial<Record<Indicator, number>> = {},
  differs: Partial<MonitorWindow> = {},
): MonitorWindow {
  const tallies = INDICATORS.map((indicator) => [indicator, { bad: bad[indicator] ?? 0, n: 100 }] as const);
  const [error, timeout, retry, truncation, schema, stream] = tallies.map(([, tally]) => tally);
  const none = { bad: 0, n: 0 };
  return {
    schemaVersion: 1,
    target: 'vllm',
    source: 'live',
    run: `20261102-000000-${fromMs}`,
    root: 'a'.repeat(64),
    from: new Date(fromMs).toISOString(),
    to: new Date(fromMs + 60_000).toISOString(),
    asked: 'b'.repeat(64),
    planned: 100,
    seen: 100,
    indicators: {
      error: error ?? none,
      timeout: timeout ?? none,
      retry: retry ?? none,
      truncation: truncation ?? none,
      schema: schema ?? none,
      stream: stream ?? none,
    },
    tokens: 1_000,
    ...differs,
  };
}

/** One an hour, from a moment on. */
export function hourly(
  fromMs: number,
  hours: number,
  badOf: (hour: number) => Partial<Record<Indicator, number>> = () => ({}),
): readonly MonitorWindow[] {
  return Array.from({ length: hours }, (_, hour) => buildWindow(fromMs + hour * HOUR, badOf(hour)));
}
