import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where runs are kept, and looked for, unless somebody says otherwise. */
export const RUNS_FOLDER = 'reports';

/** What stands beside the runs: an index of them. */
export const HISTORY_FILE = 'history.sqlite';

/** And what gates said of them, a file each. */
export const DECISIONS_FOLDER = 'decisions';

/** And what a monitor saw so far: of one that has no name, and the folder of those that have one. */
export const MONITOR_FILE = 'monitor.jsonl';
export const MONITORS_FOLDER = 'monitors';

/** What a monitor saw so far, by its id in the configuration; null is one that is made of flags alone. */
export function monitorFile(out: string, id: string | null): string {
  return id === null ? join(out, MONITOR_FILE) : join(out, MONITORS_FOLDER, `${id}.jsonl`);
}

/** And what proxies counted of live requests: a folder of each migration, a file of each proxy. */
export const LIVE_FOLDER = 'live';

/** Everything that stands in a run folder. */
export const RUN_FILES = {
  manifest: 'run.json',
  exchanges: 'exchanges.jsonl',
  requests: 'requests.jsonl',
  summary: 'summary.json',
  fingerprints: 'fingerprints.json',
  raw: 'raw',
  live: 'live.jsonl',
  accounts: 'accounts.json',
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

/** The files of lines, which may be packed. */
export const LINE_FILES = ['exchanges', 'requests'] as const;
export type LineFile = (typeof LINE_FILES)[number];

/** https://www.rfc-editor.org/rfc/rfc8878#section-7.1 */
const PACKED = '.zst';

export function isPacked(path: string): boolean {
  return path.endsWith(PACKED);
}

export function packedFile(folder: string, file: LineFile): string {
  return `${runFile(folder, file)}${PACKED}`;
}

/** Where the lines stand. A run that was being packed, or unpacked, when somebody ended that has both: they say the same. */
export function linesFile(folder: string, file: LineFile): string {
  const [plain, packed] = [runFile(folder, file), packedFile(folder, file)];
  return !existsSync(plain) && existsSync(packed) ? packed : plain;
}
