import { isJsonArray, isJsonObject, type JsonValue } from './json-value.ts';

// https://www.rfc-editor.org/rfc/rfc6901
const ARRAY_INDEX = /^(?:0|[1-9]\d*)$/;

function escapeToken(token: string): string {
  return token.includes('~') || token.includes('/')
    ? token.replaceAll('~', '~0').replaceAll('/', '~1')
    : token;
}

function unescapeToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}

/** The names and indexes of a pointer, one after the other, as they are spelt in it. */
function escapedTokensOf(pointer: string): readonly string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/');
}

/** The names and indexes of a pointer, one after the other. */
export function tokensOf(pointer: string): readonly string[] {
  return escapedTokensOf(pointer).map(unescapeToken);
}

/** The pointer to a member or element of what `parent` points to. */
export function joinPointer(parent: string, token: string | number): string {
  return `${parent}/${typeof token === 'number' ? token : escapeToken(token)}`;
}

/** The value at a pointer, or undefined where there is none. Inherited properties are not there. */
export function resolvePointer(root: JsonValue, pointer: string): JsonValue | undefined {
  if (pointer !== '' && !pointer.startsWith('/')) return undefined;
  let value: JsonValue | undefined = root;
  for (const escaped of escapedTokensOf(pointer)) {
    const token = unescapeToken(escaped);
    if (isJsonArray(value)) value = ARRAY_INDEX.test(token) ? value[Number(token)] : undefined;
    else if (isJsonObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

/** A test whether a pointer is the place that `pattern` names, or, with `below`, lies below it; `*` is any array index. */
export function compilePattern(pattern: string, below = true): (pointer: string) => boolean {
  const tokens = escapedTokensOf(pattern).map((token) =>
    token === '*' ? String.raw`(?:0|[1-9]\d*)` : token.replaceAll(/[^\w]/g, String.raw`\$&`),
  );
  const expression = new RegExp(`^${tokens.map((token) => `/${token}`).join('')}${below ? '(?:/|$)' : '$'}`);
  return (pointer) => expression.test(pointer);
}

/** The pointer with every array index replaced by `*`. */
export function generalizePointer(pointer: string): string {
  return pointer.replaceAll(/\/(?:0|[1-9]\d*)(?=\/|$)/g, '/*');
}
