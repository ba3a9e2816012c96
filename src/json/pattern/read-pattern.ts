import type { CodePoints } from './code-points.ts';
import { isOneWay } from './is-one-way.ts';
import { parsePattern, type PatternNode } from './parse-pattern.ts';

/**
 * How a pattern can be held against hostile text: by RegExp, by a linear-time engine that reads RE2's syntax, or by none
 * that is certain to end (null). `size` times the characters of a text bounds the steps.
 */
export type ReadPattern =
  | { readonly by: 'regexp'; readonly size: number }
  | { readonly by: 'linear'; readonly source: string; readonly size: number };

/** RE2 unrolls what is counted, and refuses more than this: https://github.com/google/re2/wiki/Syntax */
const MAX_SIZE = 1000;

export function readPattern(pattern: string): ReadPattern | null {
  const node = parsePattern(pattern);
  if (node === null) return null;
  const size = sizeOf(node);
  if (size > MAX_SIZE) return null;
  return isOneWay(node) ? { by: 'regexp', size } : { by: 'linear', source: spell(node), size };
}

function sizeOf(node: PatternNode): number {
  if (node.kind === 'character' || node.kind === 'place') return 1;
  if (node.kind === 'repeat') {
    const times = node.max === Infinity ? node.min + 1 : Math.max(node.max, 1);
    return times * sizeOf(node.node) + 1;
  }
  return node.nodes.reduce((sum, part) => sum + sizeOf(part), 1);
}

const PLACES = {
  start: String.raw`\A`,
  end: String.raw`\z`,
  border: String.raw`\b`,
  'no-border': String.raw`\B`,
};

/** In RE2's syntax, every set of characters by its code points: what `.`, `\s` and `$` stand for there is not the same. */
function spell(node: PatternNode): string {
  if (node.kind === 'character') return spellSet(node.of);
  if (node.kind === 'place') return PLACES[node.at];
  if (node.kind === 'sequence') return node.nodes.map(spell).join('');
  if (node.kind === 'choice') return `(?:${node.nodes.map(spell).join('|')})`;
  const { min, max } = node;
  return `(?:${spell(node.node)}){${min},${max === Infinity ? '' : max}}`;
}

function spellSet(set: CodePoints): string {
  if (set.length === 0) return String.raw`[^\x{0}-\x{10FFFF}]`;
  const ranges = set.map(([first, last]) => String.raw`\x{${first.toString(16)}}-\x{${last.toString(16)}}`);
  return `[${ranges.join('')}]`;
}
