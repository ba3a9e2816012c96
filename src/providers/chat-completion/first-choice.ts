import { arrayAt, numberAt } from '../../json/read.ts';

/** The choice with index 0, or without an index. */
export function firstChoice(body: unknown): unknown {
  const choices = arrayAt(body, 'choices');
  if (choices === null || choices.length === 0) return null;
  return indexOf(choices[0]) === 0 ? choices[0] : (choices.find((choice) => indexOf(choice) === 0) ?? null);
}

/** The choice that an answer is: the first, or the only one, whatever its index. */
export function choiceOf(body: unknown): unknown {
  const choices = arrayAt(body, 'choices');
  return firstChoice(body) ?? (choices?.length === 1 ? choices[0] : null);
}

/** The choice with this index, or without an index where it is 0. */
export function choiceAt(body: unknown, index: number): unknown {
  if (index === 0) return firstChoice(body);
  return arrayAt(body, 'choices')?.find((choice) => indexOf(choice) === index) ?? null;
}

/** The index of the first of the choices of a chunk, 0 where that is among them; null where there are none. */
export function leadingIndex(body: unknown): number | null {
  const choices = arrayAt(body, 'choices');
  if (choices === null || choices.length === 0) return null;
  return firstChoice(body) === null ? indexOf(choices[0]) : 0;
}

function indexOf(choice: unknown): number {
  return numberAt(choice, 'index') ?? 0;
}
