import { measureDepth } from './measure-depth.ts';

/** What walks a value recurses: schemas, structural equality, JSON.stringify. No answer that a client reads nests deeper. */
export const MAX_DEPTH = 512;

/** Whether a JSON text nests too deep for its value to be handed on. */
export function isTooDeep(text: string): boolean {
  return (
    text.length > 2 * MAX_DEPTH && opensMore(text, MAX_DEPTH) && measureDepth(text, MAX_DEPTH) > MAX_DEPTH
  );
}

/** Whether so many brackets open, in strings too: to count these is much quicker than to follow them. */
function opensMore(text: string, most: number): boolean {
  let left = most;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      left -= 1;
      if (left < 0) return true;
    }
  }
  return false;
}
