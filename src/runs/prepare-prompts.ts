import { createSchemaCompiler } from '../checks/compile-schemas.ts';
import { judgeGolden } from '../checks/judge-golden.ts';
import { preparePrompt } from '../checks/prepare-prompt.ts';
import type { JudgeApart } from '../checks/slow-value.ts';
import { DEFAULT_DEADLINES } from '../config/defaults.ts';
import { InputError, type Problem } from '../contract/problem.ts';
import { placeProblems } from '../files/place-problems.ts';
import { problemAt } from '../files/problem-at.ts';
import type { PlannedPrompt } from '../suites/plan-prompts.ts';
import type { Project } from './load-project.ts';
import type { PlannedCase } from './plan-run.ts';

/** A prompt as it is asked, and as its answers are judged. */
export type ReadyPrompt = Pick<PlannedCase, 'planned' | 'prepared'>;

/**
 * Makes the prompts ready for their answers, and holds their goldens against them first. Throws InputError when a golden
 * breaks its own prompt's rules; one that was approved for another request is a warning.
 */
export async function preparePrompts(
  { goldenLines }: Pick<Project, 'goldenLines'>,
  prompts: readonly PlannedPrompt[],
  judgeApart: JudgeApart,
): Promise<{ readonly prompts: readonly ReadyPrompt[]; readonly warnings: readonly Problem[] }> {
  const { compile } = createSchemaCompiler();
  const { signal } = new AbortController();
  const ready = prompts.map((planned) => ({
    planned,
    prepared: preparePrompt(planned.prompt, planned.golden, compile),
  }));
  const found = await Promise.all(
    ready.map(async ({ planned, prepared }) => {
      const line = goldenLines.get(planned.prompt.id);
      if (line === undefined) return [];
      return placeProblems(line, [
        ...(await judgeGolden(prepared, (slow) => judgeApart(slow, DEFAULT_DEADLINES.judgingMs, signal))),
        ...(planned.isStale ? [staleness(planned)] : []),
      ]);
    }),
  );
  const problems = found.flat();
  if (problems.some(({ severity }) => severity === 'error')) throw new InputError(problems);
  return { prompts: ready, warnings: problems };
}

function staleness({ prompt, requestHash }: PlannedPrompt) {
  return problemAt(
    ['provenance', 'parametersHash'],
    `the golden "${prompt.id}" is stale: it was approved for another request than its prompt is now`,
    {
      severity: 'warning',
      mend: `read it again; if it is still right, approve it by parametersHash ${requestHash}`,
    },
  );
}
