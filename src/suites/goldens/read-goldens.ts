import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { InputError, type Problem } from '../../contract/problem.ts';
import { goldenSchema, type Golden } from '../../contract/prompt.ts';
import { readFailure } from '../source/read-reference.ts';
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

async function readText(path: string, file: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new InputError([lineProblem(file, null, `cannot be read: ${readFailure(error)}`, null)]);
  }
}

function lineProblem(file: string, line: number | null, message: string, mend: string | null): Problem {
  return {
    severity: 'error',
    file,
    line,
    column: line === null ? null : 1,
    pointer: null,
    message,
    mend,
    frame: null,
  };
}

function parseLine(source: string): { golden: Golden } | { reason: string; pointer: string } {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return { reason: 'not valid JSON', pointer: '' };
  }
  const parsed = goldenSchema.safeParse(value);
  if (parsed.success) return { golden: parsed.data };
  const issue = parsed.error.issues[0];
  const pointer = issue?.path.map((step) => `/${String(step)}`).join('') ?? '';
  return {
    reason: `not a golden: ${issue?.message ?? 'invalid'}${pointer === '' ? '' : ` at ${pointer}`}`,
    pointer,
  };
}

/**
 * The approved answers of one suite under a baseline (`reference` or a target's id). A prompt without one is `missing`,
 * not an error; a line that cannot be read, or a second golden for one prompt, throws InputError with all of them.
 */
export async function readGoldens(options: {
  readonly root: string;
  readonly baseline: string;
  readonly suite: Suite;
}): Promise<ReadGoldens> {
  const { root, baseline, suite } = options;
  const file = goldensFile(baseline, suite.name);
  const source = await readText(join(root, file), file);
  const known = suite.prompts.map((prompt) => prompt.id);
  const goldens = new Map<string, Golden>();
  const lineOf = new Map<string, number>();
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  let last = '';
  (source ?? '').split('\n').forEach((text, index) => {
    if (text.trim() === '') return;
    const line = index + 1;
    const parsed = parseLine(text);
    if ('reason' in parsed) {
      problems.push({ ...lineProblem(file, line, parsed.reason, null), pointer: parsed.pointer });
      return;
    }
    const { promptId } = parsed.golden;
    const first = lineOf.get(promptId);
    if (first !== undefined) {
      problems.push(
        lineProblem(file, line, `second golden for "${promptId}"`, `line ${first} has the first`),
      );
      return;
    }
    if (promptId < last && warnings.length === 0) {
      const said = lineProblem(
        file,
        line,
        `"${promptId}" stands after "${last}"`,
        'goldens are sorted by prompt id',
      );
      warnings.push({ ...said, severity: 'warning' });
    }
    last = promptId;
    lineOf.set(promptId, line);
    goldens.set(promptId, parsed.golden);
  });
  if (problems.length > 0) throw new InputError(problems);
  return {
    goldens,
    missing: known.filter((id) => !goldens.has(id)),
    obsolete: [...goldens.keys()].filter((id) => !known.includes(id)),
    hash: source === null ? null : createHash('sha256').update(source).digest('hex'),
    warnings,
  };
}
