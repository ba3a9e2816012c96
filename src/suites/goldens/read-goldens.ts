import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { InputError, type Problem } from '../../contract/problem.ts';
import { goldenSchema, type Golden } from '../../contract/prompt.ts';
import { checkFormats } from '../../files/check-format.ts';
import { openJsonLines, type JsonLine } from '../../files/open-json.ts';
import { placeProblems } from '../../files/place-problems.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { MAX_BYTES, readBounded } from '../../files/read-bounded.ts';
import { unreadable } from '../../files/read-text.ts';
import type { Suite } from '../suite.ts';

export interface ReadGoldens {
  readonly suite: Suite;
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

async function readIfAny(root: string, file: string): Promise<string | null> {
  try {
    const bounds = { maxBytes: MAX_BYTES.golden, within: root };
    return (await readBounded(join(root, file), bounds)).toString('utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw unreadable({ file, noun: 'the goldens', mend: null }, error);
  }
}

/** A golden with the line that it stands in. */
interface GoldenLine {
  readonly source: JsonLine;
  readonly golden: Golden;
}

/** What is wrong with goldens in their places among each other: one for each prompt, in the order of their ids. */
function checkPlaces(lines: readonly GoldenLine[]): readonly (readonly ProblemAt[])[] {
  const lineOf = new Map<string, number>();
  let last = '';
  let isSorted = true;
  return lines.map(({ source, golden: { promptId } }) => {
    const first = lineOf.get(promptId);
    if (first !== undefined) {
      const mend = `keep one of them; the first is in line ${first}`;
      return [problemAt(['promptId'], `the golden "${promptId}" is there twice`, { mend })];
    }
    lineOf.set(promptId, source.line);
    const before = last;
    last = promptId;
    if (promptId >= before || !isSorted) return [];
    isSorted = false;
    const mend = 'goldens are sorted by prompt id';
    return [problemAt(['promptId'], `"${promptId}" stands after "${before}"`, { severity: 'warning', mend })];
  });
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
  const text = await readIfAny(root, file);
  const opened = await openJsonLines(file, 'the golden', text ?? '');
  const lines = checkFormats(opened.sources, goldenSchema);
  const good = lines.flatMap(({ source, checked }) =>
    'value' in checked ? [{ source, golden: checked.value }] : [],
  );
  const misplaced = checkPlaces(good);
  const placed = await Promise.all([
    ...lines.map(({ source, checked }) =>
      placeProblems(source, 'problems' in checked ? checked.problems : []),
    ),
    ...good.map(({ source }, index) => placeProblems(source, misplaced[index] ?? [])),
  ]);
  const problems = [...opened.problems, ...placed.flat()].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (problems.some(({ severity }) => severity === 'error')) throw new InputError(problems);
  const goldens = new Map(good.map(({ golden }) => [golden.promptId, golden]));
  const known = suite.prompts.map((prompt) => prompt.id);
  return {
    suite,
    goldens,
    missing: known.filter((id) => !goldens.has(id)),
    obsolete: [...goldens.keys()].filter((id) => !known.includes(id)),
    hash: text === null ? null : createHash('sha256').update(text).digest('hex'),
    warnings: problems,
  };
}

/** The goldens of several suites under a baseline. Throws one InputError with everything that is wrong in any of them. */
export async function readAllGoldens(options: {
  readonly root: string;
  readonly baseline: string;
  readonly suites: readonly Suite[];
}): Promise<readonly ReadGoldens[]> {
  const { root, baseline, suites } = options;
  const read = await Promise.all(
    suites.map((suite) =>
      readGoldens({ root, baseline, suite }).catch((error: unknown) => {
        if (error instanceof InputError) return error.problems;
        throw error;
      }),
    ),
  );
  const problems = read.flatMap((result) => ('goldens' in result ? [] : result));
  if (problems.length > 0) throw new InputError(problems);
  return read.filter((result) => 'goldens' in result);
}
