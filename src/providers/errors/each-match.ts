/**
 * Calls `take` for every match of a global pattern, `limit` at most. (`matchAll` builds the pattern anew at each call,
 * which costs more than most searches.)
 */
export function eachMatch(
  pattern: RegExp,
  text: string,
  limit: number,
  take: (match: RegExpExecArray) => void,
): void {
  pattern.lastIndex = 0;
  for (let left = limit; left > 0; left -= 1) {
    const match = pattern.exec(text);
    if (match === null) return;
    take(match);
  }
}
