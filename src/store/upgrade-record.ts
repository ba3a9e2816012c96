import { isRecord, type UnknownRecord } from '../json/read.ts';

/**
 * A record of version 1 as version 2 has it, anything else as it is. Version 1 spelt its case out as `id`, `suite`,
 * `promptId`, `target`, `mode` and `repetition`, on the record and on the exchange once more; its first lines had no
 * `truncation`.
 */
export function upgradeRecord(stored: unknown): unknown {
  if (!isRecord(stored) || 'case' in stored) return stored;
  const { id: _text, suite, promptId: prompt, target, mode, repetition, ...judged } = stored;
  const { exchange } = judged;
  return {
    case: { suite, prompt, target, mode, repetition },
    truncation: null,
    ...judged,
    exchange: isRecord(exchange) ? withoutCase(exchange) : exchange,
  };
}

const CASE_KEYS: ReadonlySet<string> = new Set(['id', 'suite', 'promptId', 'target', 'mode', 'repetition']);

function withoutCase(exchange: UnknownRecord): UnknownRecord {
  return Object.fromEntries(Object.entries(exchange).filter(([key]) => !CASE_KEYS.has(key)));
}
