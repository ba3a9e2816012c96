import type { ErrorKind } from '../../contract/error-kind.ts';
import type { Evidence } from './evidence.ts';
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

/** The status of the response first, then those that fields state, then those that stand in words. */
export function rankStatuses({ stated, texts }: Evidence, status: number | null): readonly RankedStatus[] {
  const ranked: RankedStatus[] = [];
  const add = (value: number, place: string): void => {
    const kind = statusKind(value);
    if (kind !== null) ranked.push({ status: value, kind, standing: standingOf(value, kind, place), place });
  };
  if (status !== null) add(status, 'status');
  for (const { value, place } of stated) add(value, place);
  for (const { value, place } of texts) for (const named of readStatuses(value)) add(named, place);
  return ranked;
}

function standingOf(status: number, kind: ErrorKind, place: string): Standing {
  if (status >= 500 && SDK_WORDS.test(place)) return 'repeated';
  if (status >= 500) return kind === 'server_error' ? 'failed' : 'telling';
  if (status >= 400) return 'refused';
  return status >= 300 ? 'elsewhere' : 'fine';
}
