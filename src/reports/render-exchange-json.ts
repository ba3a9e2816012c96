import { caseText } from '../contract/case-id.ts';
import type { Exchange } from '../contract/exchange.ts';
import { escapeJson } from './escape-terminal.ts';
import type { ExchangeView } from './render-exchange.ts';

/**
 * What `show --json` prints. Programs read it by the names of its version, which spell the case out on the record and
 * on the exchange: they stay as they are, whatever is carried inside.
 */
export function renderExchangeJson({ record, ...beside }: ExchangeView): string {
  const { case: id, exchange, state, reason, verdicts, truncation } = record;
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
    exchange: exchange === null ? null : spellExchange(exchange),
  };
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, record: spelt, ...beside }))}\n`;
}

function spellExchange({ case: id, servedAs, ...facts }: Exchange): object {
  const { suite, prompt: promptId, target, mode, repetition } = id;
  return { id: caseText(id), suite, promptId, target, mode, servedAs, repetition, ...facts };
}
