import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { goldenSchema, type Golden } from '../../contract/prompt.ts';
import { checkFormats } from '../../files/check-format.ts';
import { openJsonLines, type JsonLine } from '../../files/open-json.ts';
import { placeProblems } from '../../files/place-problems.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { MAX_BYTES, readBounded } from '../../files/read-bounded.ts';
import { unreadable } from '../../files/read-text.ts';
import { suggest } from '../../files/suggest.ts';
import { findSuites } from '../source/find-suites.ts';
import type { Suite } from '../suite.ts';
import { ANSWER_TO_WRITE } from './golden-line.ts';
import { goldensFile } from './goldens-file.ts';

export interface ReadGoldens {
  readonly suite: Suite;
  readonly goldens: ReadonlyMap<string, Golden>;
  /** Prompts of the suite without a golden. */
  readonly missing: readonly string[];
  /** Where each golden stands. */
  readonly lines: ReadonlyMap<string, JsonLine>;
  /** SHA-256 of the file, null when there is none. */
  readonly hash: string | null;
  readonly warnings: readonly Problem[];
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
function checkPlaces(
  lines: readonly GoldenLine[],
  suite: Suite,
  suiteOf: ReadonlyMap<string, string>,
  baseline: string,
): readonly (readonly ProblemAt[])[] {
  const known = suite.prompts.map(({ id }) => id);
  const lineOf = new Map<string, number>();
  let last = '';
  let isSorted = true;
  return lines.map(({ source, golden: { promptId, answer } }) => {
    if (!known.includes(promptId)) {
      const owner = suiteOf.get(promptId);
      const mend =
        owner === undefined
          ? `${suggest(promptId, known)}; else remove the line`
          : `move the line to ${goldensFile(baseline, owner)}`;
      return [problemAt(['promptId'], `suite ${suite.name} has no prompt "${promptId}"`, { mend })];
    }
    if (answer.text === ANSWER_TO_WRITE) {
      const mend = 'write the approved answer in its place';
      return [problemAt(['answer', 'text'], `the golden "${promptId}" is still to be written`, { mend })];
    }
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
 * not an error. Throws InputError with everything that is wrong in any line, among it a second golden for one prompt, and
 * one for a prompt that the suite does not have; `suiteOf` names the suite of every prompt.
 */
export async function readGoldens(options: {
  readonly root: string;
  readonly baseline: string;
  readonly suite: Suite;
  readonly suiteOf?: ReadonlyMap<string, string>;
}): Promise<ReadGoldens> {
  const { root, baseline, suite, suiteOf = new Map() } = options;
  const file = goldensFile(baseline, suite.name);
  const text = await readIfAny(root, file);
  const opened = await openJsonLines(file, 'the golden', text ?? '');
  const lines = checkFormats(opened.sources, goldenSchema);
  const good = lines.flatMap(({ source, checked }) =>
    'value' in checked ? [{ source, golden: checked.value }] : [],
  );
  const misplaced = checkPlaces(good, suite, suiteOf, baseline);
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
    lines: new Map(good.map(({ source, golden }) => [golden.promptId, source])),
    hash: text === null ? null : createHash('sha256').update(text).digest('hex'),
    warnings: problems,
  };
}

/** Files of goldens whose suite is gone. */
async function findOrphanedFiles(root: string, baseline: string): Promise<readonly Problem[]> {
  const entries = await readdir(join(root, 'goldens', baseline)).catch(() => []);
  const names = entries.filter((entry) => entry.endsWith('.jsonl')).map((entry) => entry.slice(0, -'.jsonl'.length));
  if (names.length === 0) return [];
  const suites = await findSuites(root, null);
  return names
    .filter((name) => !suites.includes(name))
    .toSorted()
    .map((name) => {
      const file = goldensFile(baseline, name);
      const message = `${file} holds goldens, and there is no suite "${name}"`;
      return { ...problem(message, `${suggest(name, suites)}; else remove the file`), file };
    });
}

/** The goldens of several suites under a baseline. Throws one InputError with everything that is wrong in any of them. */
export async function readAllGoldens(options: {
  readonly root: string;
  readonly baseline: string;
  readonly suites: readonly Suite[];
}): Promise<readonly ReadGoldens[]> {
  const { root, baseline, suites } = options;
  const suiteOf = new Map(suites.flatMap(({ name, prompts }) => prompts.map(({ id }) => [id, name])));
  const read = await Promise.all(
    suites.map((suite) =>
      readGoldens({ root, baseline, suite, suiteOf }).catch((error: unknown) => {
        if (error instanceof InputError) return error.problems;
        throw error;
      }),
    ),
  );
  const problems = [
    ...read.flatMap((result) => ('goldens' in result ? [] : result)),
    ...(await findOrphanedFiles(root, baseline)),
  ];
  if (problems.length > 0) throw new InputError(problems);
  return read.filter((result) => 'goldens' in result);
}
