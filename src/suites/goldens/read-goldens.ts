import { hash } from 'node:crypto';
import { join } from 'node:path';
import type { Problem } from '../../contract/problem.ts';
import { goldenSchema, type Golden } from '../../contract/suites/prompt.ts';
import { checkFormats } from '../../files/check-format.ts';
import { openJsonLines, type JsonLine } from '../../files/open-json.ts';
import { placeProblems } from '../../files/place-problems.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { MAX_BYTES, readBounded } from '../../files/read-bounded.ts';
import { decodeText, unreadable } from '../../files/read-text.ts';
import { suggest } from '../../files/suggest.ts';
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
  /** Lines of prompts that the suite does not have. */
  readonly obsolete: readonly ObsoleteGolden[];
  /** What else is wrong with its lines, in their order; warnings among it. */
  readonly problems: readonly Problem[];
}

/** A golden that no prompt asks for any more, and what is told of it. `promptId` is null where a whole file is. */
export interface ObsoleteGolden {
  readonly promptId: string | null;
  readonly problem: Problem;
}

/** The text of a file of goldens under the project root; null when there is none. Throws InputError when it cannot be read. */
export async function readIfAny(root: string, file: string): Promise<string | null> {
  try {
    const bounds = { maxBytes: MAX_BYTES.golden, within: root };
    return decodeText(await readBounded(join(root, file), bounds));
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

/** A golden of a prompt that the suite does not have. */
function stranger(
  promptId: string,
  suite: Suite,
  suiteOf: ReadonlyMap<string, string>,
  baseline: string,
): ProblemAt {
  const known = suite.prompts.map(({ id }) => id);
  const owner = suiteOf.get(promptId);
  const mend =
    owner === undefined
      ? `${suggest(promptId, known)}; else remove the line`
      : `move the line to ${goldensFile(baseline, owner)}`;
  return problemAt(['promptId'], `suite ${suite.name} has no prompt "${promptId}"`, { mend });
}

/** What is wrong with goldens in their places among each other: one for each prompt, in the order of their ids. */
function checkPlaces(lines: readonly GoldenLine[]): readonly (readonly ProblemAt[])[] {
  const lineOf = new Map<string, number>();
  let last = '';
  let isSorted = true;
  return lines.map(({ source, golden: { promptId, answer } }) => {
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
 * The goldens of one suite under a baseline (`reference` or a target's id), approved or not. A prompt without one is
 * `missing`, not an error. `problems` has everything that is wrong in any line, among it a second golden for one prompt;
 * `suiteOf` names the suite of every prompt. Throws InputError when the file cannot be read.
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
  const formed = lines.flatMap(({ source, checked }) =>
    'value' in checked ? [{ source, golden: checked.value }] : [],
  );
  const known = suite.prompts.map(({ id }) => id);
  const good = formed.filter(({ golden }) => known.includes(golden.promptId));
  const misplaced = checkPlaces(good);
  const placed = await Promise.all([
    ...lines.map(({ source, checked }) =>
      placeProblems(source, 'problems' in checked ? checked.problems : []),
    ),
    ...good.map(({ source }, index) => placeProblems(source, misplaced[index] ?? [])),
  ]);
  const strangers = formed.filter((line) => !good.includes(line));
  const obsolete = await Promise.all(
    strangers.map(async ({ source, golden: { promptId } }) => {
      const found = await placeProblems(source, [stranger(promptId, suite, suiteOf, baseline)]);
      return found.map((problem) => ({ promptId, problem }));
    }),
  );
  // Of two for one prompt the first counts.
  const firsts = good.filter(
    ({ golden }, at) => good.findIndex((other) => other.golden.promptId === golden.promptId) === at,
  );
  const goldens = new Map(firsts.map(({ golden }) => [golden.promptId, golden]));
  return {
    suite,
    goldens,
    missing: known.filter((id) => !goldens.has(id)),
    lines: new Map(firsts.map(({ source, golden }) => [golden.promptId, source])),
    hash: text === null ? null : hash('sha256', text),
    obsolete: obsolete.flat(),
    problems: [...opened.problems, ...placed.flat()].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  };
}
