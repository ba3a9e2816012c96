/** What a pattern is filled from. `random` gives numbers from 0 to 1, the latter left out. */
export interface Filling {
  readonly random: () => number;
  /** What is known at this place of the document. */
  readonly known: Readonly<Record<string, string>>;
}

type Part = (filling: Filling) => string;

const SLOT = /\{(?:(\d+)\.\.(\d+)|([a-z]+))\}/g;

/** A number from `least` to `most`, both included. */
export function draw(random: () => number, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

export function pick<T>(random: () => number, items: readonly T[]): T | undefined {
  return items[Math.floor(random() * items.length)];
}

/** A pattern of a writing, taken apart once; a name that is neither known nor a list of words stays empty. */
export function compilePattern(
  pattern: string,
  words: Readonly<Record<string, readonly string[]>>,
): (filling: Filling) => string {
  const parts: Part[] = [];
  let at = 0;
  for (const match of pattern.matchAll(SLOT)) {
    const [whole, least, most, name = ''] = match;
    const before = pattern.slice(at, match.index);
    at = match.index + whole.length;
    parts.push(() => before);
    if (least !== undefined && most !== undefined) {
      const [from, to] = [Number(least), Number(most)];
      parts.push(({ random }) => String(draw(random, from, to)));
      continue;
    }
    const list = words[name];
    parts.push(
      list === undefined ? ({ known }) => known[name] ?? '' : ({ random }) => pick(random, list) ?? '',
    );
  }
  const rest = pattern.slice(at);
  return (filling) => {
    let text = '';
    for (const part of parts) text += part(filling);
    return text + rest;
  };
}
