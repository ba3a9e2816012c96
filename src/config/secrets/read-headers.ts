import { problem, type Problem } from '../../contract/problem.ts';
import type { HeaderSources } from '../../contract/wires/target.ts';
import { whyNoHeaderValue } from '../header-text.ts';
import { readVariables, type Environment } from './read-variables.ts';

/** Headers as they are sent. Lives in memory alone. */
export interface KnownHeaders {
  readonly headers: Readonly<Record<string, string>>;
  /** The values among them that must never be shown. */
  readonly secrets: readonly string[];
}

/** Headers with the values that the environment holds; a problem names every variable that is missing or unusable. */
export function readHeaders(
  sources: HeaderSources,
  env: Environment,
  subject: string,
): KnownHeaders | { readonly problem: Problem } {
  const names = Object.values(sources).flatMap((value) => (typeof value === 'string' ? [] : [value.env]));
  const found = readVariables([...new Set(names)], env);
  if ('reason' in found) {
    return {
      problem: problem(`${subject}: ${found.reason}`, 'set what is missing, or leave the header out'),
    };
  }
  const unfit = [...found.values].find(([, value]) => whyNoHeaderValue(value) !== null);
  if (unfit !== undefined) {
    const [name, value] = unfit;
    return {
      problem: problem(`${subject}: environment variable ${name} ${whyNoHeaderValue(value)}`, 'correct it'),
    };
  }
  const headers = Object.fromEntries(
    Object.entries(sources).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (found.values.get(value.env) ?? ''),
    ]),
  );
  return { headers, secrets: [...found.values.values()] };
}
