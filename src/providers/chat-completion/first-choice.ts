import { arrayAt, numberAt } from '../../json/read.ts';

/** The choice with index 0, or without an index. */
export function firstChoice(body: unknown): unknown {
  const choices = arrayAt(body, 'choices') ?? [];
  return choices.find((choice) => (numberAt(choice, 'index') ?? 0) === 0) ?? null;
}
