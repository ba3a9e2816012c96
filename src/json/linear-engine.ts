import { createRequire } from 'node:module';
import type * as Linear from 're2js';

/**
 * A pattern in RE2's syntax, compiled for the linear-time engine. That is loaded when the first pattern needs it: most
 * schemas have none, and loading it takes longer than compiling them.
 */
export function compileLinear(source: string): { test(text: string): boolean } {
  return loadLinear().RE2JS.compile(source);
}

function loadLinear(): typeof Linear {
  const load = createRequire(import.meta.url);
  // oxlint-disable-next-line typescript/no-unsafe-return -- what the package says of itself
  return load('re2js');
}
