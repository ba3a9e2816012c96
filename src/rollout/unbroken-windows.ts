import type { Window } from './replay-ledger.ts';

/** Windows that follow each other without a gap up to now, the first of them first. */
export interface Unbroken {
  readonly windows: readonly Window[];
  readonly spanMs: number;
}

/** A window in which nothing passed proves nothing, however few its incidents. */
export function doesProve({ counts }: Pick<Window, 'counts'>): boolean {
  return counts.passed > 0;
}

/**
 * Of windows by their time those that are over and lead up to now: the last is over no longer than it took itself, for
 * the one after it may still be open, and each begins where the one before ends.
 */
export function unbrokenWindows(windows: readonly Window[], nowMs: number): Unbroken {
  const over = windows.filter((window) => window.toMs <= nowMs && doesProve(window));
  const last = over.at(-1);
  if (last === undefined || nowMs - last.toMs > last.toMs - last.fromMs) return { windows: [], spanMs: 0 };
  const gap = over.findLastIndex(({ toMs }, at) => {
    const next = over[at + 1];
    return next !== undefined && next.fromMs > toMs;
  });
  const unbroken = over.slice(gap + 1);
  return { windows: unbroken, spanMs: last.toMs - (unbroken[0]?.fromMs ?? last.toMs) };
}
