import { exchangeId, type Exchange } from '../contract/exchange.ts';
import type { ExchangeRecord } from '../contract/verdict.ts';
import { renderExchange } from '../reports/render-exchange.ts';
import { createStash } from '../store/create-stash.ts';
import { encodeRecord } from '../store/encode-record.ts';
import { textOf } from '../store/line-batch.ts';
import type { Masks } from '../store/masks.ts';
import type { StoredRecord } from '../store/stored-record.ts';

/** Every text that a run would leave behind of an exchange: its line, bodies beside it, and what `show` prints of them. */
export function traceExchange(exchange: Exchange, masks: Masks): readonly string[] {
  const { suite, promptId, target, mode, repetition } = exchange;
  const record: ExchangeRecord = {
    id: exchangeId(target, promptId, mode, repetition),
    suite,
    promptId,
    target,
    mode,
    repetition,
    state: 'errored',
    reason: null,
    exchange,
    verdicts: [],
    truncation: null,
  };
  const traces: string[] = [];
  const stash = createStash(
    {
      requestLine: (text) => traces.push(text),
      rawFile: (_name, bytes) => traces.push(Buffer.from(bytes).toString('latin1')),
    },
    masks,
    [],
  );
  const line = encodeRecord(record, stash, masks).map(textOf).join('');
  const stored: StoredRecord = JSON.parse(line);
  traces.push(line, renderExchange({ record: withoutSentBody(stored), request: null, problems: [] }, false));
  return traces;
}

function withoutSentBody(stored: StoredRecord): ExchangeRecord {
  const { exchange } = stored;
  if (exchange === null) return { ...stored, exchange };
  const { evidence } = exchange;
  const shown = evidence === null ? null : { ...evidence, request: { ...evidence.request, body: null } };
  return { ...stored, exchange: { ...exchange, evidence: shown } };
}
