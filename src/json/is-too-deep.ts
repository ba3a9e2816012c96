import { measureDepth } from './measure-depth.ts';

/** What walks a value recurses: schemas, structural equality, JSON.stringify. No answer that a client reads nests deeper. */
export const MAX_DEPTH = 512;

/** Whether a JSON text nests too deep for its value to be handed on. */
export function isTooDeep(text: string): boolean {
  return text.length > 2 * MAX_DEPTH && measureDepth(text, MAX_DEPTH) > MAX_DEPTH;
}
