export type Environment = Readonly<Record<string, string | undefined>>;

/** White space at an end, or a control character, is a slip of the paste and would break a header. */
const UNUSABLE = /^\s|\s$|\p{Cc}/u;

function listed(names: readonly string[]): string {
  return names.length === 1 ? `variable ${names[0] ?? ''} is` : `variables ${names.join(', ')} are`;
}

/**
 * All of the named variables, or one sentence that names what is missing or unusable. Values are never told. Those of
 * `ofLines` may have line breaks.
 */
export function readVariables(
  names: readonly string[],
  env: Environment,
  ofLines: readonly string[] = [],
): { readonly values: ReadonlyMap<string, string> } | { readonly reason: string } {
  const values = new Map(names.map((name) => [name, Object.hasOwn(env, name) ? (env[name] ?? '') : '']));
  const missing = [...values].filter(([, value]) => value === '').map(([name]) => name);
  if (missing.length > 0) return { reason: `environment ${listed(missing)} not set` };
  const unusable = [...values]
    .filter(([name, value]) => UNUSABLE.test(ofLines.includes(name) ? value.replace(/\s+/g, '') : value))
    .map(([name]) => name);
  if (unusable.length > 0) {
    return { reason: `environment ${listed(unusable)} not usable: white space at an end, or a line break` };
  }
  return { values };
}
