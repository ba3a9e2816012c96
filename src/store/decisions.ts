import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keptDecisionSchema, type KeptDecision } from '../contract/runs/history.ts';
import { asWarning, problem, type Problem } from '../contract/problem.ts';
import { parseOrUndefined } from '../json/read.ts';
import { DECISIONS_FOLDER } from './run/layout.ts';
import { makeFolder } from './disk/make-folder.ts';
import { writeAtomically } from './disk/write-atomically.ts';

const FORM = '.json';

/** Keeps what a gate said, in a file of its own beside the runs: no two writers meet. Throws what the file system threw. */
export async function writeDecision(dir: string, decision: KeptDecision): Promise<void> {
  const folder = join(dir, DECISIONS_FOLDER);
  await makeFolder(folder);
  await writeAtomically(join(folder, `${decision.id}${FORM}`), `${JSON.stringify(decision, null, 2)}\n`);
}

/** What gates said of the runs under a folder, the oldest first, and a warning for each file that is none of what is written. */
export async function readDecisions(
  dir: string,
): Promise<{ readonly decisions: readonly KeptDecision[]; readonly warnings: readonly Problem[] }> {
  const folder = join(dir, DECISIONS_FOLDER);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(FORM));
  const read = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      const text = await readFile(file, 'utf8').catch(() => '');
      return { file, parsed: keptDecisionSchema.safeParse(parseOrUndefined(text)) };
    }),
  );
  return {
    decisions: read
      .flatMap(({ parsed }) => (parsed.success ? [parsed.data] : []))
      .toSorted((a, b) => {
        const [first, second] = [`${a.judgedAt} ${a.id}`, `${b.judgedAt} ${b.id}`];
        return first < second ? -1 : Number(first > second);
      }),
    warnings: read.filter(({ parsed }) => !parsed.success).map(({ file }) => unread(file)),
  };
}

function unread(file: string): Problem {
  const message = `${file} is no decision of a gate that this version reads, and is left out`;
  return { ...asWarning(problem(message, 'restore it, or judge that gate anew')), file };
}
