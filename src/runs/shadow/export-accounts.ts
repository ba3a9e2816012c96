import { DROP_NAMES, type ShadowAccounts } from '../../contract/traffic/traffic.ts';
import { loadPromClient } from '../monitor/load-prom-client.ts';

/** The accounts of a shadow as text that Prometheus reads; null where prom-client is not installed. */
export async function exportAccounts(accounts: ShadowAccounts): Promise<string | null> {
  const client = await loadPromClient();
  if (client === null) return null;
  const { Counter, Gauge, Registry } = client;
  const registry = new Registry();
  const registers = [registry];
  const count = (what: string, help: string, n: number): void =>
    new Counter({ name: name(what), help, registers }).inc(n);
  count('arrivals_total', 'Live requests that came.', accounts.arrivals);
  count('unsampled_total', 'Those that were not sampled.', accounts.unsampled);
  count('sent_total', 'Those that were asked again.', accounts.sent);
  const dropped = new Counter({
    name: name('dropped_total'),
    help: 'Those that were dropped.',
    labelNames: ['reason'],
    registers,
  });
  for (const reason of DROP_NAMES) dropped.inc({ reason }, accounts.dropped[reason]);
  const ended = new Counter({
    name: name('ended_total'),
    help: 'Those that were asked again, by how that ended.',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of ['answered', 'failed', 'expired'] as const) ended.inc({ outcome }, accounts[outcome]);
  new Gauge({ name: name('waiting'), help: 'Those that wait to be asked.', registers }).set(accounts.waiting);
  new Gauge({ name: name('asking'), help: 'Those that are being asked.', registers }).set(accounts.asking);
  return registry.metrics();
}

function name(what: string): string {
  return `llama_contract_shadow_${what}`;
}
