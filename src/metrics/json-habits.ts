import { isJsonHabit, isMadeUpFor, JSON_HABITS, type JsonHabit } from '../contract/findings/json-habits.ts';
import type { Verdict } from '../contract/exchanges/verdict.ts';

function codesOf(verdicts: readonly Verdict[]): readonly string[] | null {
  const schema = verdicts.find(({ check }) => check === 'output-schema');
  if (schema === undefined || schema.status === 'skip' || schema.status === 'inconclusive') return null;
  return schema.status === 'pass' ? [] : schema.findings.map(({ code }) => code);
}

/** What an answer does to JSON, each once. */
export function habitsOf(verdicts: readonly Verdict[]): readonly JsonHabit[] {
  return [...new Set(codesOf(verdicts)?.filter(isJsonHabit))];
}

/** Whether an answer satisfies its schema for whoever reads it leniently. */
export function matchesTolerantly(verdicts: readonly Verdict[]): boolean {
  return codesOf(verdicts)?.every(isMadeUpFor) ?? false;
}

/** In the order of the table. */
export function orderHabits(
  counts: ReadonlyMap<JsonHabit, number>,
): Readonly<Partial<Record<JsonHabit, number>>> {
  return Object.fromEntries(
    Object.keys(JSON_HABITS).flatMap((habit) => {
      const count = isJsonHabit(habit) ? counts.get(habit) : undefined;
      return count === undefined ? [] : [[habit, count]];
    }),
  );
}
