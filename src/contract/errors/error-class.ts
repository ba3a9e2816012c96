import type { Attempt } from '../exchanges/exchange.ts';

/** The class of an attempt's error, `kind status`, by which errors are told apart; null where it gave none. */
export function errorClass({ error, status }: Pick<Attempt, 'error' | 'status'>): string | null {
  return error === null ? null : `${error.kind} ${status ?? 'without a status'}`;
}
