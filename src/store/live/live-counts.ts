import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { liveCountsSchema, type LiveCounts } from '../../contract/rollout/live-counts.ts';
import { asWarning, problem, type Problem } from '../../contract/problem.ts';
import { readBounded } from '../../files/read-bounded.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { digestLine, readDigestLine } from '../records/digest-line.ts';
import { LIVE_FOLDER } from '../run/layout.ts';
import { makeFolder } from '../disk/make-folder.ts';
import { writeAtomically } from '../disk/write-atomically.ts';

/** Where a proxy counts: nobody else does there at the same time, and who comes after it does too. */
export interface CountingPlace {
  readonly out: string;
  readonly migration: string;
  readonly host: string;
  readonly port: number;
}

const FORM = '.json';
/** More than what is bounded where it is counted. */
const MOST_BYTES = 1024 * 1024;

/** What was counted in one place; its file. */
interface ReadCounts {
  readonly file: string;
  readonly counts: LiveCounts;
}

/** What was counted of a migration: in this place, and in all others; and a warning for each file that is none of what is written. */
export interface PastCounts {
  readonly own: LiveCounts | null;
  readonly others: readonly LiveCounts[];
  readonly warnings: readonly Problem[];
}

/** Total: what cannot be read is warned of, and counts for nothing. */
export async function readLiveCounts(place: CountingPlace): Promise<PastCounts> {
  const folder = folderOf(place);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(FORM));
  const read = await Promise.all(names.map((name) => readOne(join(folder, name), place.migration)));
  const own = fileOf(place);
  const known = read.filter((each): each is ReadCounts => 'counts' in each);
  return {
    own: known.find(({ file }) => file === own)?.counts ?? null,
    others: known.flatMap(({ file, counts }) => (file === own ? [] : [counts])),
    warnings: read.flatMap((each) => ('counts' in each ? [] : [each.warning])),
  };
}

async function readOne(file: string, migration: string): Promise<ReadCounts | { readonly warning: Problem }> {
  const bytes = await readBounded(file, { maxBytes: MOST_BYTES, within: null }).catch(() => null);
  const line = readDigestLine(bytes?.toString('utf8').trimEnd() ?? '');
  const parsed = liveCountsSchema.safeParse(line === null ? undefined : parseOrUndefined(line.content));
  if (parsed.success && parsed.data.migration === migration) return { file, counts: parsed.data };
  const message = `${file} is not what a proxy wrote there of live requests, so that it counts for nothing`;
  const mend = 'restore its last copy; or remove it, and the requests that it counted are forgotten';
  return { warning: { ...asWarning(problem(message, mend)), file } };
}

/** Makes what was counted in a place this. Throws what the file system threw. */
export async function writeLiveCounts(place: CountingPlace, counts: LiveCounts): Promise<void> {
  await makeFolder(folderOf(place));
  await writeAtomically(fileOf(place), `${digestLine(JSON.stringify(counts)).line}\n`);
}

function folderOf({ out, migration }: CountingPlace): string {
  return join(out, LIVE_FOLDER, migration);
}

function fileOf(place: CountingPlace): string {
  return join(folderOf(place), `${encodeURIComponent(place.host)}-${place.port}${FORM}`);
}
