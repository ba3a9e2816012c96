import { EXIT_CODES } from '../../contract/exit-code.ts';
import { ALTERATION_KINDS, type Strength } from '../../contract/suites/strength.ts';
import { escapeJson } from '../../reports/text/escape-terminal.ts';
import { renderStrength } from '../../reports/verbs/render-strength.ts';
import { goldenStrength } from '../../runs/goldens/golden-strength.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printProblems } from '../output/print-problems.ts';
import type { GoldenStrengthFlags } from '../verbs/strength-verb.ts';

export async function runGoldenStrength(flags: GoldenStrengthFlags): Promise<void> {
  const { config, suite, prompt, seed, min, limit, json } = flags;
  const options = { config, suites: suite ?? null, prompts: prompt ?? null, seed };
  const { strength, warnings } = await goldenStrength(options, nodeWorld());
  printProblems(warnings);
  const weak = min === undefined ? [] : weakKinds(strength, min);
  process.stdout.write(
    json === true
      ? `${escapeJson(JSON.stringify({ schemaVersion: 1, min: min ?? null, weak, ...strength }))}\n`
      : renderStrength(strength, { min: min ?? null, limit, config }),
  );
  const { pass, fail, inconclusive } = EXIT_CODES;
  // Where nothing is approved there was nothing to alter.
  process.exitCode = strength.altered === 0 ? inconclusive : weak.length > 0 ? fail : pass;
}

/** Kinds of which less is caught than was asked for. */
function weakKinds({ kinds }: Strength, min: number): readonly string[] {
  return ALTERATION_KINDS.filter((kind) => kinds[kind].caught * 100 < min * kinds[kind].altered);
}
