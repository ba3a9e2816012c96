import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keptDecisionSchema, type KeptDecision } from '../contract/history.ts';
import { parseOrUndefined } from '../json/read.ts';
import { DECISIONS_FOLDER } from './layout.ts';
import { makeFolder } from './make-folder.ts';
import { writeAtomically } from './write-atomically.ts';

const FORM = '.json';

/** Keeps what a gate said, in a file of its own beside the runs: no two writers meet. Throws what the file system threw. */
export async function writeDecision(dir: string, decision: KeptDecision): Promise<void> {
  const folder = join(dir, DECISIONS_FOLDER);
  await makeFolder(folder);
  await writeAtomically(join(folder, `${decision.id}${FORM}`), `${JSON.stringify(decision, null, 2)}\n`);
}

/** The oldest first. What is none, or is in a form that is not known here, is left out. */
export async function readDecisions(dir: string): Promise<readonly KeptDecision[]> {
  const folder = join(dir, DECISIONS_FOLDER);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(FORM));
  const read = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8').catch(() => '');
      return keptDecisionSchema.safeParse(parseOrUndefined(text));
    }),
  );
  return read
    .flatMap(({ success, data }) => (success ? [data] : []))
    .toSorted((a, b) => {
      const [first, second] = [`${a.judgedAt} ${a.id}`, `${b.judgedAt} ${b.id}`];
      return first < second ? -1 : Number(first > second);
    });
}
