import { aliasPath, type Routing } from '../contract/gates/migration.ts';
import type { Arm } from '../contract/traffic/traffic-rules.ts';

/** Where a path leads. */
export interface PathRead {
  /** As it is asked of an API without versions: /v1/llama-v2/chat/completions is /v1/chat/completions. */
  readonly endpoint: string;
  /** The arm of a path that always leads to one; null where the ledger says which. */
  readonly arm: Arm | null;
}

/** A path without its query. Without routing no path names a version. */
export function readPath(path: string, routing: Routing | null): PathRead {
  if (routing === null) return { endpoint: path, arm: null };
  const { alias, baseline, candidate } = routing;
  let found: readonly [string, Arm | null] = ['', null];
  const look = (prefix: string, arm: Arm | null): void => {
    // One may stand within another: the longer says more.
    if (prefix.length > found[0].length && isBelow(path, prefix)) found = [prefix, arm];
  };
  look(baseline, 'baseline');
  look(candidate, 'candidate');
  look(aliasPath(alias), null);
  const [prefix, arm] = found;
  return { endpoint: prefix === '' ? path : `/v1${path.slice(prefix.length)}`, arm };
}

function isBelow(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '/');
}
