import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, type Problem } from '../../contract/problem.ts';
import { goldenSchema, type Golden } from '../../contract/prompt.ts';
import { checkFormat } from '../../files/check-format.ts';
import { openJsonLines } from '../../files/open-json.ts';
import { placeProblems } from '../../files/place-problems.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { unreadable } from '../../files/read-text.ts';
import type { Source } from '../../files/source.ts';
import type { Suite } from '../suite.ts';

export interface ReadGoldens {
  readonly goldens: ReadonlyMap<string, Golden>;
  /** Prompts of the suite without a golden. */
  readonly missing: readonly string[];
  /** Goldens whose prompt the suite no longer has. */
  readonly obsolete: readonly string[];
  /** SHA-256 of the file, null when there is none. */
  readonly hash: string | null;
  readonly warnings: readonly Problem[];
}

/** Where a suite's goldens of a baseline stand, from the project root. */
export function goldensFile(baseline: string, suite: string): string {
  return `goldens/${baseline}/${suite}.jsonl`;
}

async function readIfAny(path: string, file: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw unreadable({ file, noun: 'the goldens', mend: null }, error);
  }
}

/** The golden of one line, and what is wrong with the line or with its place among those before it. */
function readLine(
  source: Source,
  before: ReadonlyMap<string, Source>,
): { readonly golden: Golden | null; readonly problems: readonly ProblemAt[] } {
  const checked = checkFormat(source, goldenSchema);
  if ('problems' in checked) return { golden: null, problems: checked.problems };
  const golden = checked.value;
  const { promptId } = golden;
  const first = before.get(promptId);
  if (first !== undefined) {
    const mend = `keep one of them; the first is in line ${first.place([], 'value')?.start.line}`;
    const twice = problemAt(['promptId'], `the golden "${promptId}" is there twice`, { mend });
    return { golden: null, problems: [twice] };
  }
  return { golden, problems: [] };
}

/**
 * The approved answers of one suite under a baseline (`reference` or a target's id). A prompt without one is `missing`,
 * not an error. Throws InputError with everything that is wrong in any line, a second golden for one prompt among it.
 */
export async function readGoldens(options: {
  readonly root: string;
  readonly baseline: string;
  readonly suite: Suite;
}): Promise<ReadGoldens> {
  const { root, baseline, suite } = options;
  const file = goldensFile(baseline, suite.name);
  const text = await readIfAny(join(root, file), file);
  const known = suite.prompts.map((prompt) => prompt.id);
  const opened = await openJsonLines(file, 'the golden', text ?? '');
  const goldens = new Map<string, Golden>();
  const sourceOf = new Map<string, Source>();
  const placed: Promise<readonly Problem[]>[] = [];
  let last = '';
  let isSorted = true;
  for (const source of opened.sources) {
    const { golden, problems } = readLine(source, sourceOf);
    placed.push(placeProblems(source, problems));
    if (golden === null) continue;
    const { promptId } = golden;
    if (promptId < last && isSorted) {
      isSorted = false;
      const unsorted = problemAt(['promptId'], `"${promptId}" stands after "${last}"`, {
        severity: 'warning',
        mend: 'goldens are sorted by prompt id',
      });
      placed.push(placeProblems(source, [unsorted]));
    }
    last = promptId;
    sourceOf.set(promptId, source);
    goldens.set(promptId, golden);
  }
  const found = [...opened.problems, ...(await Promise.all(placed)).flat()];
  const problems = found.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (problems.some(({ severity }) => severity === 'error')) throw new InputError(problems);
  return {
    goldens,
    missing: known.filter((id) => !goldens.has(id)),
    obsolete: [...goldens.keys()].filter((id) => !known.includes(id)),
    hash: text === null ? null : createHash('sha256').update(text).digest('hex'),
    warnings: problems,
  };
}
