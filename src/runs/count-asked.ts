import type { Mode } from '../contract/mode.ts';
import type { ExchangeRecord } from '../contract/verdict.ts';
import type { Past } from '../simulator/past.ts';

/** What a run already asked, by its records: a simulator that goes on with it goes on counting. */
export interface Asked extends Past {
  add(record: ExchangeRecord): void;
}

function keyOf(target: string, promptId: string, mode: Mode): string {
  return `${target} ${promptId} ${mode}`;
}

export function countAsked(): Asked {
  const attempts = new Map<string, number>();
  let exchanges = 0;
  return {
    add({ target, promptId, mode, exchange }) {
      if (exchange === null) return;
      const key = keyOf(target, promptId, mode);
      attempts.set(key, (attempts.get(key) ?? 0) + exchange.attempts.length);
      exchanges += 1;
    },
    requests: (target, promptId, mode) => attempts.get(keyOf(target, promptId, mode)) ?? 0,
    exchanges: () => exchanges,
  };
}
