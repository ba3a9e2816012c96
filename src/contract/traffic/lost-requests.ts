import type { DropReason, ShadowAccounts } from './traffic.ts';

/** Live requests that were to be asked again and were not, for want of room, time or money. */
export interface LostRequests {
  readonly lost: number;
  /** All that were to be asked. */
  readonly of: number;
  /** Those with most first. */
  readonly reasons: readonly { readonly reason: DropReason; readonly requests: number }[];
}

/**
 * Why what was left is no fair sample: what came while a queue was full, a day was spent or live traffic was slow is not
 * like the rest. What nobody meant to ask, or nobody could, is none of it.
 */
const LOSING: readonly DropReason[] = [
  'queue-full',
  'bytes-full',
  'too-large',
  'too-old',
  'budget',
  'paused',
  'yielded',
  'redaction-failed',
  'unwritable',
  'killed',
];

/** Where more than this share was lost, what was asked says nothing for a candidate. */
const MOST_LOST = 0.1;

/** Null where nothing was. */
export function lostOf(runs: readonly Pick<ShadowAccounts, 'dropped' | 'sent'>[]): LostRequests | null {
  const reasons = LOSING.map((reason) => ({
    reason,
    requests: runs.reduce((sum, { dropped }) => sum + dropped[reason], 0),
  })).filter(({ requests }) => requests > 0);
  const lost = reasons.reduce((sum, { requests }) => sum + requests, 0);
  if (lost === 0) return null;
  const of = runs.reduce((sum, { sent }) => sum + sent, lost);
  return { lost, of, reasons: reasons.toSorted((a, b) => b.requests - a.requests) };
}

/** Why a run of live requests proves nothing for a candidate; null where it may. */
export function whyUnfair(lost: LostRequests | null): string | null {
  if (lost === null || lost.lost <= lost.of * MOST_LOST) return null;
  return `${spellLost(lost)}: more than ${MOST_LOST * 100}% is no fair sample of them; lower traffic.shadow.share, or raise what lost them`;
}

export function spellLost({ lost, of, reasons }: LostRequests): string {
  const why = reasons.map(({ reason, requests }) => `${requests} ${reason}`).join(', ');
  return `${lost} of ${of} live requests that were to be asked were lost (${why})`;
}
