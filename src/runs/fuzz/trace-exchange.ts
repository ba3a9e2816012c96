import type { Exchange } from '../../contract/exchanges/exchange.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { readTiming } from '../../metrics/read-timing.ts';
import { renderExchange } from '../../reports/exchange/render-exchange.ts';
import { createStash } from '../../store/records/create-stash.ts';
import { encodeRecord } from '../../store/records/encode-record.ts';
import { parseContent } from '../../store/records/exchange-line.ts';
import type { Masks } from '../../store/secrets/masks.ts';
import { restoreRecord } from '../../store/records/restore-record.ts';

/** Every text that a run would leave behind of an exchange: its line, bodies beside it, and what `show` prints of them. */
export function traceExchange(exchange: Exchange, masks: Masks): readonly string[] {
  const record: ExchangeRecord = {
    case: exchange.case,
    state: 'errored',
    reason: null,
    exchange,
    verdicts: [],
    truncation: null,
    score: null,
    opinion: null,
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
  const { line } = encodeRecord(record, stash, masks);
  const stored = parseContent(line);
  if (stored === null) throw new Error('a line was written that cannot be read');
  const shown = { record: restoreRecord(stored), request: null, problems: [], timing: readTiming(exchange) };
  traces.push(line, renderExchange(shown, false));
  return traces;
}
