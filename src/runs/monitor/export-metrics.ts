import type { MonitorState } from '../../contract/monitors/monitor.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { spanOf } from '../../monitors/judge-monitor.ts';
import { loadPromClient, type PromClient } from './load-prom-client.ts';

/**
 * How a monitor stands, as text that Prometheus reads. Throws InputError without prom-client.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export async function exportMetrics(state: MonitorState): Promise<string> {
  const { Gauge, Registry } = await needPromClient();
  const registry = new Registry();
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({
      name: `llama_contract_monitor_${name}`,
      help,
      labelNames: [...labelNames],
      registers: [registry],
    });
  const newest = gauge('newest_timestamp_seconds', 'When the newest probe ended.', ['target', 'source']);
  const planned = gauge('planned_requests', 'Requests of the newest probe.', ['target']);
  const requests = gauge('requests', 'Requests of the newest probe of which an indicator could be said.', [
    'target',
    'indicator',
  ]);
  const bad = gauge('bad_requests', 'Those of them that were bad at their first attempt.', [
    'target',
    'indicator',
  ]);
  const burn = gauge('burn_rate', 'How many times faster than it lasts the budget of errors is spent.', [
    'target',
    'indicator',
    'window',
  ]);
  const alarm = gauge('alarm', 'An alarm that stands.', ['target', 'kind', 'indicator', 'severity']);
  const tokens = gauge('tokens_today', 'Tokens that all targets counted since midnight in UTC.', []);
  for (const { target, newest: window, indicators } of state.targets) {
    newest.set({ target, source: window.source }, Date.parse(window.to) / 1000);
    planned.set({ target }, window.planned);
    for (const { indicator, newest: tally, burns } of indicators) {
      requests.set({ target, indicator }, tally.n);
      bad.set({ target, indicator }, tally.bad);
      for (const { long, longMinutes } of burns) {
        // What is not known is not there: 0 would be quiet.
        if (long !== null) burn.set({ target, indicator, window: spanOf(longMinutes) }, long);
      }
    }
  }
  for (const { target, kind, indicator, severity } of state.alarms) {
    alarm.set({ target, kind, indicator: indicator ?? '', severity }, 1);
  }
  if (state.tokensToday !== null) tokens.set({}, state.tokensToday);
  return registry.metrics();
}

/** prom-client, which is a peer. Throws InputError where it is not installed. */
export async function needPromClient(): Promise<PromClient> {
  const client = await loadPromClient();
  if (client !== null) return client;
  const mend = 'npm install prom-client, or leave --prometheus out';
  throw new InputError([
    problem('the text that Prometheus reads is made by prom-client, which is not installed', mend),
  ]);
}
