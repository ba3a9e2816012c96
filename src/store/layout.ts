import { join } from 'node:path';

/** Where runs are kept, and looked for, unless somebody says otherwise. */
export const RUNS_FOLDER = 'reports';

/** Everything that stands in a run folder. */
export const RUN_FILES = {
  manifest: 'run.json',
  exchanges: 'exchanges.jsonl',
  requests: 'requests.jsonl',
  summary: 'summary.json',
  raw: 'raw',
  lock: 'run.lock',
} as const;

/** Response bodies above this stand beside the lines, in `raw/<sha256>`. */
export const MAX_INLINE_BYTES = 16 * 1024;

export function runFile(folder: string, file: keyof typeof RUN_FILES): string {
  return join(folder, RUN_FILES[file]);
}

export function rawFile(folder: string, sha256: string): string {
  return join(folder, RUN_FILES.raw, sha256);
}
