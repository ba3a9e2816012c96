import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { agreementSchema, type Agreement } from '../contract/opinions/agreement.ts';
import { InputError } from '../contract/problem.ts';
import { checkFormat } from '../files/check-format.ts';
import { openJson } from '../files/open-json.ts';
import { placeProblems } from '../files/place-problems.ts';
import { problemAt, type ProblemAt } from '../files/problem-at.ts';
import { unreadable } from '../files/read-text.ts';
import { kappaOf } from './count-agreement.ts';

/** Where the agreement with a file of labels stands: beside it. */
export function agreementFile(labels: string): string {
  return labels.replace(/\.jsonl$/, '.agreement.json');
}

const MEND = 'measure it again: npx llama-contract golden judge';

/** Null where none was stored. Throws InputError for a file that is not what `golden judge` wrote. */
export async function readAgreement(root: string, file: string): Promise<Agreement | null> {
  const text = await readIfAny(root, file);
  if (text === null) return null;
  const opened = await openJson(file, 'the agreement', text);
  if ('problem' in opened) throw new InputError([{ ...opened.problem, mend: MEND }]);
  const checked = checkFormat(opened.source, agreementSchema);
  const wrong = 'problems' in checked ? checked.problems : checkFigures(checked.value);
  const problems = await placeProblems(
    opened.source,
    wrong.map((each) => ({ ...each, mend: MEND })),
  );
  if ('problems' in checked || problems.length > 0) throw new InputError(problems);
  return checked.value;
}

async function readIfAny(root: string, file: string): Promise<string | null> {
  try {
    return await readFile(join(root, file), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw unreadable({ file, noun: 'the agreement', mend: MEND }, error);
  }
}

/** Figures that do not follow from the counts beside them were written by somebody. */
function checkFigures({ n, counts, kappa, low, high }: Agreement): readonly ProblemAt[] {
  const total = counts.bothGood + counts.bothBad + counts.judgeGood + counts.judgeBad;
  const own = kappaOf(counts);
  return [
    ...(n === total ? [] : [problemAt(['n'], `n is ${n}, and the counts come to ${total}`)]),
    ...(
      [
        ['kappa', kappa, own.kappa],
        ['low', low, own.low],
        ['high', high, own.high],
      ] as const
    ).flatMap(([key, stored, counted]) =>
      isSame(stored, counted)
        ? []
        : [problemAt([key], `${key} is ${String(stored)}, and the counts come to ${String(counted)}`)],
    ),
  ];
}

/** Machines may round the last digits in ways of their own. */
function isSame(stored: number | null, counted: number | null): boolean {
  if (stored === null || counted === null) return stored === counted;
  return Math.abs(stored - counted) < 1e-9;
}

/** Written beside and renamed over, so that the file is the old one or the new one. */
export async function writeAgreement(root: string, file: string, agreement: Agreement): Promise<void> {
  const path = join(root, file);
  const beside = `${path}.new`;
  try {
    await writeFile(beside, `${JSON.stringify(agreement, null, 2)}\n`, { flush: true });
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}
