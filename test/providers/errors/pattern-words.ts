/** The alternatives of a pattern's outermost `|`. */
export function alternatives(source: string): readonly string[] {
  const found: string[] = [];
  let from = 0;
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (char === '\\') at += 1;
    else if (char === '[') at = classEnd(source, at);
    else if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if (char === '|' && depth === 0) {
      found.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, source.slice(from)];
}

function classEnd(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
  return at;
}

/** The same without what a generator of strings cannot follow: looking around, and gaps of anything. */
export function generable(alternative: string): string {
  return withoutLooks(alternative)
    .replaceAll(/\\b|^\^|(?<!\\)\$$/g, '')
    .replaceAll(String.raw`\S`, '[a-z]')
    .replaceAll(String.raw`\w`, '[a-z]')
    .replaceAll(String.raw`\W`, '[ :]')
    .replaceAll('.{', ' {');
}

function withoutLooks(source: string): string {
  let kept = '';
  for (let at = 0; at < source.length; at += 1) {
    if (/^\(\?<?[=!]/.test(source.slice(at, at + 4))) at = groupEnd(source, at);
    else if (source[at] === '\\') {
      kept += source.slice(at, at + 2);
      at += 1;
    } else kept += source[at] ?? '';
  }
  return kept;
}

function groupEnd(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length; at += 1) {
    const char = source[at];
    if (char === '\\') at += 1;
    else if (char === '[') at = classEnd(source, at);
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return source.length;
}
