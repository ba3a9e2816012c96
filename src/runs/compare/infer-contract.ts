import { USUAL_BASELINE } from '../../config/defaults.ts';
import type { InferredContract } from '../../contract/gates/inferred-contract.ts';
import { documentOf } from '../../parity/contract/document-of.ts';
import { nameParts } from '../../parity/contract/name-parts.ts';
import { orProblem } from '../../store/disk/input-output-problem.ts';
import { writeAtomically } from '../../store/disk/write-atomically.ts';
import { openSide, promptsOf, sideNamed } from '../project/choose-sides.ts';
import { inferOf, partsByPrompt } from './hold-contract.ts';
import { checkConfig } from '../project/check-config.ts';
import { asAsked } from '../project/live-suite.ts';
import { loadProject } from '../project/load-project.ts';

export interface InferOptions {
  readonly config: string;
  readonly out: string;
  readonly nowMs: number;
  /** `[RUN/]TARGET`. */
  readonly side: string;
  /** Where the schema is written; null for nowhere. */
  readonly output: string | null;
}

/**
 * What a recorded side's answers have in common, as JSON Schema. Calls nothing. Throws InputError when the side is not
 * determined, is of prompts that were changed since, or the file cannot be written.
 */
export async function inferContract({
  config,
  out,
  nowMs,
  side,
  output,
}: InferOptions): Promise<InferredContract> {
  const { catalog } = await checkConfig(config);
  const chosen = await openSide(
    side,
    out,
    catalog.targets.map(({ id }) => id),
    nowMs,
  );
  const sides = { baseline: chosen, candidate: chosen, migration: null };
  const asked = await asAsked(config, sides, () =>
    loadProject({ config, suites: null, baseline: USUAL_BASELINE }),
  );
  const prompts = promptsOf(asked.project, asked.sides);
  const { contract, synthetic, unread } = await inferOf(chosen, partsByPrompt(prompts), 'all');
  const { run, target } = sideNamed(chosen);
  const made = [
    ...(unread === 0 ? [] : [` Not read: ${unread} that are no JSON.`]),
    ...(synthetic ? [' SYNTHETIC: not all of it came from the real provider.'] : []),
  ].join('');
  const schema = documentOf(contract, {
    title: `What clients of ${target} can rely on`,
    description: `All that its answers in run ${run} have in common (evidence root ${chosen.run.evidenceRoot}).${made}`,
  });
  const parts = [...nameParts(contract).values()].map(({ name, values }) => ({ name, values }));
  const file = parts.length === 0 ? null : output;
  if (file !== null) {
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    await orProblem(file, 'cannot be written', writeAtomically(file, text));
  }
  return { side: { run, target }, synthetic, parts, unread, schema, file };
}
