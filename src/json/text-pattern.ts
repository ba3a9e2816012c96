import { compileLinear } from './linear-engine.ts';
import { readPattern } from './pattern/read-pattern.ts';

/** A pattern that texts are tried on. */
export interface TextPattern {
  test(text: string): boolean;
}

/**
 * The one place where patterns of comparators are compiled, each for the engine that takes time in proportion to a text;
 * what only RegExp reads is left to it. Throws SyntaxError for what is no ECMAScript pattern.
 */
export function compileTextPattern(source: string): TextPattern {
  const native = new RegExp(source, 'u');
  const read = readPattern(source);
  return read?.by === 'linear' ? compileLinear(read.source) : native;
}

export function isTextPattern(source: string): boolean {
  try {
    compileTextPattern(source);
    return true;
  } catch {
    return false;
  }
}
