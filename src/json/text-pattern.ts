import { compileLinear } from './linear-engine.ts';
import { readPattern } from './pattern/read-pattern.ts';

/** A pattern that texts are tried on. */
export interface TextPattern {
  test(text: string): boolean;
}

/**
 * The one place where patterns of comparators are compiled, each for an engine that takes time in proportion to a text.
 * Throws SyntaxError for what `whyNoTextPattern` refuses.
 */
export function compileTextPattern(source: string): TextPattern {
  const native = new RegExp(source, 'u');
  const read = readPattern(source);
  if (read === null) throw new SyntaxError(`${source} is not certain to end`);
  return read.by === 'linear' ? compileLinear(read.source) : native;
}

/** What is wrong with a pattern and what mends it, or null: a pattern that could run for ever is none. */
export function whyNoTextPattern(source: string): { readonly reason: string; readonly mend: string } | null {
  if (!isPattern(source)) {
    const reason = 'is no regular expression of ECMAScript';
    return { reason, mend: 'escape what is meant as a character by \\' };
  }
  if (readPattern(source) !== null) return null;
  return {
    reason: 'looks around, refers back or counts too far: no answer may make it run without end',
    mend: 'write it without (?=, (?!, (?<=, (?<!, \\1 and counts over 1000, or compare by contains',
  };
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'u').source !== '';
  } catch {
    return false;
  }
}
