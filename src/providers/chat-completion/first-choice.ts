import { arrayAt, numberAt } from '../../json/read.ts';

function isFirst(choice: unknown): boolean {
  return (numberAt(choice, 'index') ?? 0) === 0;
}

/** The choice with index 0, or without an index. */
export function firstChoice(body: unknown): unknown {
  return arrayAt(body, 'choices')?.find(isFirst) ?? null;
}
