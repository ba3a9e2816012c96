import type { ContextFound, Read } from '../../contract/probe/capability-file.ts';
import type { ProbeAnswer } from '../bit.ts';
import { isRefusal } from '../judge-bit.ts';
import { cutTo, lengthsUpTo, longestAccepted, shortestRefused, type AcceptStep } from './search-accepted.ts';
import { baseOf, isTooWeak, judgeRungs, readLadder, type LadderPlan, type Rung } from './ladder.ts';
import { isRight, type Task } from './tasks.ts';

export function readAnswer(
  length: number,
  characters: number,
  task: Task,
  answer: ProbeAnswer,
  words: string,
): Read {
  const { response } = answer;
  const counted = response?.usage.inputTokens ?? null;
  const at = { length, characters, counted, words: response === null ? words : null };
  if (isRefusal(answer)) return { ...at, outcome: 'refused' };
  if (response === null) return { ...at, outcome: 'no-answer' };
  return { ...at, outcome: isRight(task, response.text) ? 'right' : 'wrong' };
}

/** Where nothing was counted yet; English in the tokens of Llama 4 has a little more. */
const CHARACTERS_PER_TOKEN = 4;

/** By what was counted so far. The template around a short text is counted with it, so the longest tells most. */
export function charactersPerToken(reads: readonly Read[]): number {
  const counted = reads.filter((read) => read.counted !== null && read.counted > 0);
  const longest = counted
    .toSorted((a, b) => b.characters - a.characters)
    .find((read) => !isCut(read, counted));
  return longest?.counted == null ? CHARACTERS_PER_TOKEN : longest.characters / longest.counted;
}

/** Whether so little was counted of a text that a part of it cannot have been read, by the count of the shortest. */
function isCut({ characters, counted }: Read, reads: readonly Read[]): boolean {
  const [shortest] = reads.toSorted((a, b) => a.characters - b.characters);
  if (shortest?.counted == null || counted === null) return false;
  return cutTo((characters * shortest.counted) / shortest.characters, counted) !== null;
}

/** The counts of inputs that were cut without a word, the largest; null where none was. */
function cutOf(reads: readonly Read[]): number | null {
  const counted = reads.filter((read) => read.counted !== null);
  const cut = counted.filter((read) => isCut(read, counted)).map((read) => read.counted ?? 0);
  return cut.length === 0 ? null : Math.max(...cut);
}

export function stepsOf(reads: readonly Read[]): readonly AcceptStep[] {
  return reads.map(({ length, counted, outcome }) => ({
    length,
    counted,
    outcome: outcome === 'right' || outcome === 'wrong' ? 'accepted' : outcome,
  }));
}

/** What was answered of each length. */
export function rungsOf(reads: readonly Read[]): readonly Rung[] {
  const whole = reads.filter(({ outcome }) => outcome === 'right' || outcome === 'wrong');
  return [...Map.groupBy(whole, ({ length }) => length)].map(([length, alike]) => ({
    length,
    asked: alike.length,
    right: alike.filter(({ outcome }) => outcome === 'right').length,
  }));
}

/** The lengths that are left to be looked at: what was refused, cut or not answered ends them. */
export function lengthsLeft(reads: readonly Read[], top: number): readonly number[] {
  const failed = reads.filter((read) => read.outcome === 'refused' || isSilent(read, reads));
  const cut = cutOf(reads);
  const end = Math.min(top, ...failed.map(({ length }) => length - 1), ...(cut === null ? [] : [cut]));
  const accepted = longestAccepted(stepsOf(reads));
  return lengthsUpTo(Math.max(end === top ? top : Math.min(end, accepted), 0));
}

/** One mishap among many answers is none of a length. */
const MOST_SILENT = 0.2;

/** Whether so much was not answered at its length that nothing can be said of it. */
function isSilent({ length, outcome }: Read, reads: readonly Read[]): boolean {
  if (outcome !== 'no-answer') return false;
  const alike = reads.filter((read) => read.length === length);
  return alike.filter((read) => read.outcome === 'no-answer').length > alike.length * MOST_SILENT;
}

/** The least count of a length: so many were read, whatever we took them for. */
function countOf(reads: readonly Read[], length: number | null): number | null {
  const counts = reads.flatMap((read) =>
    read.length === length && read.counted !== null ? [read.counted] : [],
  );
  return counts.length === 0 ? null : Math.min(...counts);
}

/** What all answers come to. `end` is why no more was asked. */
export function readWindow(
  reads: readonly Read[],
  plan: LadderPlan,
  advertised: Pick<ContextFound, 'advertised' | 'advertisedBy'>,
  stopped: 'budget' | null,
): ContextFound {
  const base = baseOf(rungsOf(reads), plan);
  const rungs = judgeRungs(rungsOf(reads), plan);
  const isCounted = reads.some(({ counted }) => counted !== null);
  const { proved, below } = readLadder(rungsOf(reads), plan);
  const isWeak = base !== null && isTooWeak(base);
  const accepted = Math.max(...reads.map(({ counted }) => counted ?? 0), 0);
  const silent = reads.some((read) => isSilent(read, reads));
  const usable = isWeak ? null : countOf(reads, proved);
  return {
    ...advertised,
    accepted: accepted === 0 ? null : accepted,
    refused: shortestRefused(stepsOf(reads)),
    refusal: reads.find(({ outcome }) => outcome === 'refused')?.words ?? null,
    cutTo: cutOf(reads),
    usable,
    unusable: isWeak ? null : countOf(reads, below),
    base,
    rungs: rungs.map(({ length, asked, right, low, high, verdict }) => ({
      tokens: countOf(reads, length) ?? 0,
      asked,
      right,
      low,
      high,
      verdict,
    })),
    end: endOf({ isWeak, isCounted, silent, stopped, found: below !== null || cutOf(reads) !== null }),
  };
}

function endOf(state: {
  readonly isWeak: boolean;
  readonly isCounted: boolean;
  readonly silent: boolean;
  readonly stopped: 'budget' | null;
  readonly found: boolean;
}): ContextFound['end'] {
  if (state.isWeak) return 'too-weak';
  if (!state.isCounted) return state.silent ? 'no-answer' : 'no-usage';
  if (state.found) return 'found';
  if (state.silent) return 'no-answer';
  return state.stopped ?? 'highest-asked';
}
