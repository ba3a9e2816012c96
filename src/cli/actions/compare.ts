import { EXIT_CODES } from '../../contract/exit-code.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { renderComparison, renderComparisonJson } from '../../reports/verbs/render-comparison.ts';
import { chooseTargets, triplesOf } from '../../runs/project/choose-targets.ts';
import { compare, type CompareOptions } from '../../runs/compare/compare.ts';
import { nameRun } from '../../runs/project/name-run.ts';
import { afterAsking } from '../asking/after-asking.ts';
import { givenFaults } from '../asking/given-faults.ts';
import { limitHeapFor } from '../machine/limit-heap.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { stopSignals } from '../machine/stop-signals.ts';
import type { CompareFlags } from '../verbs/compare-verb.ts';

export async function runCompare(
  baseline: string | undefined,
  candidate: string | undefined,
  flags: CompareFlags,
): Promise<void> {
  const { config, out, migration = null, json } = flags;
  const given = { config, out, migration, baseline: baseline ?? null, candidate: candidate ?? null };
  if (flags.triples !== true) refuseIdle(flags);
  if (flags.again === true) {
    const { runAgain } = await import('../asking/ask-again.ts');
    return runAgain(given, flags);
  }
  const sides = flags.triples === true ? await askTriples(given, flags) : given;
  if (sides === null) return;
  const { signal } = stopSignals();
  const comparison =
    flags.triples === true
      ? await afterAsking(() => compare(sides, nodeWorld(), signal))
      : await compare(sides, nodeWorld(), signal, limitHeapFor);
  if (comparison === null) return;
  const exitCode = EXIT_CODES[comparison.verdict];
  process.stdout.write(
    json === true
      ? renderComparisonJson(comparison, exitCode)
      : renderComparison(comparison, (run) => nameRun(run, flags)),
  );
  process.exitCode = exitCode;
}

/** Flags of what is asked, where nothing is. */
function refuseIdle(flags: CompareFlags): void {
  const isAgain = flags.again === true;
  const forTriples = ['suite', 'tag', 'source'] as const;
  const forBoth = ['faults', 'resume'] as const;
  const idle = (isAgain ? forTriples : [...forTriples, ...forBoth]).filter(
    (name) => flags[name] !== undefined,
  );
  if (idle.length === 0) return;
  throw new InputError(
    idle.map((name) =>
      isAgain
        ? problem(
            `--${name} is for --triples: --again asks what its sides left open, as they were asked`,
            'leave it out',
          )
        : problem(`--${name} is for --triples, and nothing is asked without`, 'add --triples'),
    ),
  );
}

/** Asks both sides, and gives them with the run that they were asked in; null when that did not come to its end. */
async function askTriples(given: CompareOptions, flags: CompareFlags): Promise<CompareOptions | null> {
  const { askAnswers } = await import('../asking/ask-answers.ts');
  const { baseline, candidate, migration } = await chooseTargets(given);
  const asked = await askAnswers({
    config: flags.config,
    suites: flags.suite ?? migration?.suites ?? null,
    selection: triplesOf({ baseline, candidate }, flags.tag ?? null),
    source: flags.source ?? null,
    seed: flags.seed,
    out: flags.out,
    resume: flags.resume ?? null,
    faults: await givenFaults(flags.faults),
  });
  if (asked === null) return null;
  return {
    ...given,
    migration: migration?.id ?? null,
    baseline: `${asked.folder}/${baseline}`,
    candidate: `${asked.folder}/${candidate}`,
  };
}
