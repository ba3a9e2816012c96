import type { RefusedRequest, ServedRequest } from './live-front.ts';
import { loadPromClient } from '../monitor/load-prom-client.ts';

/** What a proxy did since it was started, for Prometheus. */
export interface FrontMetrics {
  seen(served: ServedRequest): void;
  refused(refused: RefusedRequest): void;
  /** https://prometheus.io/docs/instrumenting/exposition_formats/ */
  text(inFlight: number): Promise<string>;
}

/** Of answers of language models, from a short one to a long stream. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/** Null where prom-client is not installed. */
export async function openFrontMetrics(): Promise<FrontMetrics | null> {
  const client = await loadPromClient();
  if (client === null) return null;
  const registry = new client.Registry();
  const registers = [registry];
  const requests = new client.Counter({
    name: 'llama_contract_proxy_requests_total',
    help: 'Live requests, by who served them and how that ended.',
    labelNames: ['arm', 'target', 'mode', 'status', 'end', 'error'],
    registers,
  });
  const refusals = new client.Counter({
    name: 'llama_contract_proxy_refusals_total',
    help: 'Requests that nobody was to serve, by the code of the error that they were told; left is a client who was gone before.',
    labelNames: ['reason'],
    registers,
  });
  const finishes = new client.Counter({
    name: 'llama_contract_proxy_finishes_total',
    help: 'Whole answers, by the finish reason that the client was told; length is one that was cut.',
    labelNames: ['arm', 'target', 'finish'],
    registers,
  });
  const attempts = new client.Counter({
    name: 'llama_contract_proxy_attempts_total',
    help: 'Attempts of live requests, the fallback among them.',
    labelNames: ['arm'],
    registers,
  });
  const seconds = new client.Histogram({
    name: 'llama_contract_proxy_request_seconds',
    help: 'From the head of a live request to the last byte of its answer.',
    labelNames: ['arm', 'mode'],
    buckets: SECONDS,
    registers,
  });
  const flying = new client.Gauge({
    name: 'llama_contract_proxy_in_flight',
    help: 'Requests that are being served.',
    registers,
  });
  return {
    seen({ decision: { arm }, target, stream, status, end, error, finish, attempts: tries, ms }) {
      const mode = stream ? 'stream' : 'send';
      requests.inc({ arm, target, mode, status: String(status ?? 'none'), end, error: error ?? 'none' });
      if (end === 'whole')
        finishes.inc({ arm, target, finish: KNOWN.has(finish ?? '') ? (finish ?? '') : 'other' });
      attempts.inc({ arm }, tries);
      seconds.observe({ arm, mode }, ms / 1000);
    },
    refused: ({ reason }) => refusals.inc({ reason }),
    async text(inFlight) {
      flying.set(inFlight);
      return registry.metrics();
    },
  };
}

/** What a server makes up is no label. */
const KNOWN: ReadonlySet<string> = new Set(['stop', 'length', 'tool_calls', 'content_filter']);
