/** An input of about so many tokens, and whether it was answered. */
export interface AcceptStep {
  readonly length: number;
  /** By the provider; null where it was not answered, or nothing was counted. */
  readonly counted: number | null;
  readonly outcome: 'accepted' | 'refused' | 'no-answer';
}

/** Nearer than this factor is near enough: each step at the end costs as much as the whole window. */
const NEAR = 1.1;

export function longestAccepted(steps: readonly AcceptStep[]): number {
  return Math.max(0, ...steps.filter(({ outcome }) => outcome === 'accepted').map(({ length }) => length));
}

export function shortestRefused(steps: readonly AcceptStep[]): number | null {
  const refused = steps.filter(({ outcome }) => outcome === 'refused').map(({ length }) => length);
  return refused.length === 0 ? null : Math.min(...refused);
}

/** The length to try next: what is advertised, then by bisection; null where it is found, or nobody answers. */
export function nextAccepted(steps: readonly AcceptStep[], top: number): number | null {
  const accepted = longestAccepted(steps);
  if (steps.some(({ outcome, length }) => outcome === 'no-answer' && length > accepted)) return null;
  const refused = shortestRefused(steps);
  if (refused === null) return accepted < top ? top : null;
  if (accepted === 0 || refused <= accepted * NEAR) return null;
  return Math.round(Math.sqrt(accepted * refused));
}

/** Below this share of what was sent, the count says that something was left out: no tokenizer differs so much in one text. */
const WHOLE = 0.75;

/** The count at which an input was cut without a word, by what it should have been; null where it was taken whole. */
export function cutTo(expected: number, counted: number): number | null {
  return counted < expected * WHOLE ? counted : null;
}

const SHORTEST = 1_024;

/** Powers of two from 1,024 up to `top`, and `top` itself where it stands well above the last. */
export function lengthsUpTo(top: number): readonly number[] {
  const lengths: number[] = [];
  for (let length = SHORTEST; length <= top; length *= 2) lengths.push(length);
  const last = lengths.at(-1);
  if (last === undefined) return top > 0 ? [top] : [];
  return top > last * 1.25 ? [...lengths, top] : lengths;
}
