import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Exchange } from '../../contract/exchanges/exchange.ts';
import { escapeJson } from '../text/escape-terminal.ts';
import type { ExchangeView } from './render-exchange.ts';

/** What `show --json` prints. */
export function renderExchangeJson(view: ExchangeView): string {
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, ...spellView(view) }))}\n`;
}

/**
 * One exchange as `show --json` spells it. Programs read it by the names of its version, which spell the case out on the record and
 * on the exchange: they stay as they are, whatever is carried inside.
 */
export function spellView({ record, ...beside }: ExchangeView): object {
  const { case: id, exchange, state, reason, verdicts, truncation, score, opinion } = record;
  const { suite, prompt: promptId, target, mode, repetition } = id;
  const spelt = {
    id: caseText(id),
    suite,
    promptId,
    target,
    mode,
    repetition,
    state,
    reason,
    verdicts,
    truncation,
    score,
    opinion,
    exchange: exchange === null ? null : spellExchange(exchange),
  };
  return { record: spelt, ...beside };
}

/** Of a replay alone it says how it was recorded. */
function spellExchange({ case: id, servedAs, replayed, ...facts }: Exchange): object {
  const { suite, prompt: promptId, target, mode, repetition } = id;
  return {
    id: caseText(id),
    suite,
    promptId,
    target,
    mode,
    servedAs,
    repetition,
    ...facts,
    ...(replayed !== null && { replayed }),
  };
}
