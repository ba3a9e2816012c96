import { degraded, type FindingRow } from './finding-row.ts';

/** What is told of an answer that was recorded, and judged as if it had been given today. */
export const REQUEST_CODES = {
  'request/changed': degraded(
    'the answer was recorded for another request than the adapter makes today',
    'record it again, or undo what changed the request',
  ),
} satisfies Readonly<Record<string, FindingRow>>;
