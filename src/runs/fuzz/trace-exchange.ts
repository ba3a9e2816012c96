import type { Exchange } from '../../contract/exchange.ts';
import type { ExchangeRecord } from '../../contract/record.ts';
import { readTiming } from '../../metrics/read-timing.ts';
import { renderExchange } from '../../reports/render-exchange.ts';
import { createStash } from '../../store/create-stash.ts';
import { encodeRecord } from '../../store/encode-record.ts';
import { parseContent } from '../../store/exchange-line.ts';
import type { Masks } from '../../store/masks.ts';
import { restoreRecord } from '../../store/restore-record.ts';

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
