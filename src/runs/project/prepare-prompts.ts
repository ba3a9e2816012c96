import { createSchemaCompiler } from '../../checks/compile-schemas.ts';
import { judgeGolden } from '../../checks/judge-golden.ts';
import { preparePrompt } from '../../checks/prepare-prompt.ts';
import type { JudgeApart } from '../../checks/slow-value.ts';
import { DEFAULT_DEADLINES } from '../../config/defaults.ts';
import type { Problem } from '../../contract/problem.ts';
import type { Golden, GoldenAnswer } from '../../contract/suites/prompt.ts';
import { placeProblems } from '../../files/place-problems.ts';
import { problemAt } from '../../files/problem-at.ts';
import { acceptVariant } from '../../suites/goldens/accept-variant.ts';
import { whyUnapproved } from '../../suites/goldens/is-approved.ts';
import type { PlannedPrompt } from '../../suites/plan-prompts.ts';
import { approveWritten } from './approve-command.ts';
import { refuseProblems, type Project } from './load-project.ts';
import type { PlannedCase } from './plan-run.ts';

/** A prompt as it is asked, and as its answers are judged. */
export interface ReadyPrompt extends Pick<PlannedCase, 'planned' | 'prepared'> {
  /** Answers that are right as well as the golden. */
  readonly accepted: readonly GoldenAnswer[];
}

/**
 * Makes the prompts ready for their answers, and holds their goldens against them first, with the variants that are
 * accepted beside them. Throws InputError with all that is wrong with the goldens of the project, those that break their
 * own prompt's rules among it; a golden that was approved for another request, or that nobody has approved yet, is a
 * warning.
 */
export async function preparePrompts(
  project: Pick<Project, 'catalog' | 'baseline' | 'goldenLines' | 'suitePlaces' | 'problems' | 'obsolete'>,
  prompts: readonly PlannedPrompt[],
  judgeApart: JudgeApart,
): Promise<{ readonly prompts: readonly ReadyPrompt[]; readonly warnings: readonly Problem[] }> {
  const { compile } = createSchemaCompiler();
  const { signal } = new AbortController();
  const ready = prompts.map((planned) => ({
    planned,
    prepared: preparePrompt(planned.prompt, planned.golden, compile),
    accepted: acceptedBeside(planned),
  }));
  const found = await Promise.all(
    ready.map(async ({ planned, prepared }) => {
      const line = project.goldenLines.get(planned.prompt.id);
      if (line === undefined) return [];
      return placeProblems(line, [
        ...(await judgeGolden(prepared, (slow) => judgeApart(slow, DEFAULT_DEADLINES.judgingMs, signal))),
        ...(planned.isStale ? [staleness(planned, project)] : []),
        ...(planned.draft === null ? [] : [unapproved(planned.draft, project)]),
      ]);
    }),
  );
  const refused = await Promise.all(
    ready.map(async ({ planned, prepared, accepted }) => {
      const place = project.suitePlaces.get(planned.prompt.id);
      if (place === undefined || accepted.length === 0) return [];
      const { judgeVariants } = await import('../judge/judge-variants.ts');
      return placeProblems(place.source, await judgeVariants(prepared, accepted, place.path, judgeApart));
    }),
  );
  const warnings = [...found.flat(), ...refused.flat()];
  refuseProblems(project, warnings);
  return { prompts: ready, warnings };
}

function acceptedBeside({ prompt, golden }: PlannedPrompt): readonly GoldenAnswer[] {
  if (golden === null) return [];
  return prompt.accepts.flatMap((variant) => {
    const accepted = acceptVariant(golden.answer, variant);
    return 'answer' in accepted ? [accepted.answer] : [];
  });
}

type Where = Pick<Project, 'catalog' | 'baseline'>;

function staleness({ prompt }: PlannedPrompt, where: Where) {
  return problemAt(
    ['provenance', 'parametersHash'],
    `the golden "${prompt.id}" is stale: it was approved for another request than its prompt is now`,
    {
      severity: 'warning',
      mend: `read it again; if it is still right: ${approveWritten([prompt.id], where)}`,
    },
  );
}

function unapproved(golden: Golden, where: Where) {
  return problemAt(
    ['promptId'],
    `the golden "${golden.promptId}" counts for nothing: ${whyUnapproved(golden) ?? ''}`,
    { severity: 'warning', mend: `read it; if it is right: ${approveWritten([golden.promptId], where)}` },
  );
}
