import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import type { Sign } from './evidence.ts';
import { readStatuses } from './read-statuses.ts';
import { statusKind } from './statuses.ts';

/**
 * `refused` is a 4xx, `telling` a 5xx that names more than a failure, `repeated` a 5xx that an SDK says of the response
 * whose own status we have, `elsewhere` a 3xx, `fine` no error status.
 */
export type Standing = 'refused' | 'telling' | 'failed' | 'repeated' | 'elsewhere' | 'fine';

export interface RankedStatus {
  readonly status: number;
  readonly kind: ErrorKind;
  readonly standing: Standing;
  readonly place: string;
}

/** Where an SDK speaks itself, and quotes nobody. */
const SDK_WORDS = /^thrown(?:\/cause|\/originalError)*(?:\/(?:message|status|code))?$/;

/** The status of the response first, then those that fields state. */
export function rankStated(stated: readonly Sign<number>[], status: number | null): readonly RankedStatus[] {
  const ranked: RankedStatus[] = [];
  if (status !== null) add(ranked, status, 'status');
  for (const { value, place } of stated) add(ranked, value, place);
  return ranked;
}

/** Those that stand in words. */
export function rankWorded(texts: readonly Sign[]): readonly RankedStatus[] {
  const ranked: RankedStatus[] = [];
  for (const { value, place } of texts) for (const named of readStatuses(value)) add(ranked, named, place);
  return ranked;
}

function add(ranked: RankedStatus[], status: number, place: string): void {
  const kind = statusKind(status);
  if (kind !== null) ranked.push({ status, kind, standing: standingOf(status, kind, place), place });
}

function standingOf(status: number, kind: ErrorKind, place: string): Standing {
  if (status >= 500 && SDK_WORDS.test(place)) return 'repeated';
  if (status >= 500) return kind === 'server_error' ? 'failed' : 'telling';
  if (status >= 400) return 'refused';
  return status >= 300 ? 'elsewhere' : 'fine';
}
