import type { Exchange } from '../../contract/exchanges/exchange.ts';
import type { RawBody } from '../../contract/wires/wire.ts';
import { startOf, type Side } from '../../fuzz/side.ts';
import type { Seen } from '../../fuzz/stage.ts';
import type { Masks } from '../../store/secrets/masks.ts';
import { arrivedOf, callOnce } from '../connect/call-once.ts';
import { traceExchange } from './trace-exchange.ts';

type Call = Omit<Parameters<typeof callOnce>[0], 'name' | 'source' | 'random'>;

/** One call with one attempt, as a caller sees it. */
export async function hearOnce({ masks, ...call }: Call & { readonly masks: Masks }): Promise<Seen> {
  const exchange = await callOnce({ ...call, name: 'fuzz', source: 'simulate', random: () => 0 });
  const { outcome } = exchange;
  const error = outcome.type === 'error' ? outcome.error : null;
  return {
    response: arrivedOf(outcome),
    error,
    traces: () => traceExchange(exchange, masks),
    heard: () => sideOf(exchange, masks),
  };
}

function sideOf({ evidence, outcome }: Exchange, { redact }: Masks): Side {
  if (evidence === null) {
    const why = outcome.type === 'error' ? `${outcome.error.kind}: ${outcome.error.message}` : '';
    return { status: null, headers: {}, body: redact(why), end: 'none' };
  }
  const headers = Object.entries(evidence.headers).map(([name, value]) => [name, redact(value)] as const);
  const { status, body, end } = evidence;
  // Masked whole and cut then: half a secret is one that no mask knows.
  const shown = startOf(Buffer.from(redact(bytesOf(body).toString('utf8'))));
  return { status, headers: Object.fromEntries(headers), body: shown, end };
}

function bytesOf(body: RawBody): Buffer {
  if ('text' in body) return Buffer.from(body.text);
  return 'base64' in body ? Buffer.from(body.base64, 'base64') : Buffer.alloc(0);
}
