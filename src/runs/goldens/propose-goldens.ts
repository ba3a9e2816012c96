import { createSchemaCompiler } from '../../checks/compile-schemas.ts';
import { judgeAsGolden } from '../../checks/judge-as-golden.ts';
import { preparePrompt } from '../../checks/prepare-prompt.ts';
import type { JudgeApart } from '../../checks/slow-value.ts';
import type { CatalogTarget } from '../../config/catalog.ts';
import type { Golden } from '../../contract/suites/prompt.ts';
import { goldenFromRun, isSynthetic, type Approver } from '../../suites/goldens/build-golden.ts';
import { whyNotEnding, type Candidate, type Wish } from '../../suites/goldens/decide-approval.ts';
import type { PlannedPrompt } from '../../suites/plan-prompts.ts';
import type { GatheredAnswer, PromptAnswers, SealedRun } from '../project/gather-answers.ts';

/** An answer that may be approved, and the golden that it would be. */
export interface Proposed extends Candidate {
  readonly gathered: GatheredAnswer;
  readonly golden: Golden;
}

interface Proposing {
  readonly run: SealedRun;
  readonly targets: readonly CatalogTarget[];
  readonly approver: Approver;
  readonly wish: Wish;
  readonly judgeApart: JudgeApart;
}

/** Each answer to a prompt, with what speaks against it. */
export function proposeGoldens(
  { planned, answers }: PromptAnswers,
  around: Proposing,
): Promise<readonly Proposed[]> {
  return Promise.all(
    answers.map(async (gathered) => {
      const { answer, exchange } = gathered;
      const { evidenceRoot, manifest } = around.run;
      const from = { exchange, run: manifest.run, evidenceRoot };
      const golden = goldenFromRun(planned, answer, from, around.approver);
      const against = await speakAgainst(planned, gathered, golden, around);
      return { answer, gathered, golden, isSynthetic: isSynthetic(exchange), against };
    }),
  );
}

async function speakAgainst(
  planned: PlannedPrompt,
  { answer, exchange, failed }: GatheredAnswer,
  golden: Golden,
  { targets, wish, judgeApart }: Proposing,
): Promise<readonly string[]> {
  const { prompt, requestHash } = planned;
  const ending = whyNotEnding(planned, answer, wish);
  if (ending !== null) return [ending];
  if (exchange.requestHash !== requestHash) {
    return ['its prompt asks something else now than the run did: verify it again'];
  }
  if (failed !== null && !wish.takesFailed) {
    return [`it failed: ${failed}; if it is right all the same: golden approve --prompt ${prompt.id}`];
  }
  const target = targets.find(({ id }) => id === exchange.case.target);
  if (target === undefined) return [`the configuration has no target ${exchange.case.target} any more`];
  const prepared = preparePrompt(prompt, golden, createSchemaCompiler().compile);
  const { signal } = new AbortController();
  return judgeAsGolden(prepared, exchange, target, (slow) =>
    judgeApart(slow, target.deadlines.judgingMs, signal),
  );
}
