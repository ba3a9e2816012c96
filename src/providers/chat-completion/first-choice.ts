import { arrayAt, numberAt } from '../../json/read.ts';

/** The choice with index 0, or without an index. */
export function firstChoice(body: unknown): unknown {
  const choices = arrayAt(body, 'choices');
  if (choices === null || choices.length === 0) return null;
  return isFirst(choices[0]) ? choices[0] : (choices.find(isFirst) ?? null);
}

function isFirst(choice: unknown): boolean {
  return (numberAt(choice, 'index') ?? 0) === 0;
}
