import type { AskAgain } from '../../contract/gates/decision.ts';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import { renderLeftOpen, renderLeftOpenJson } from '../../reports/verbs/render-left-open.ts';
import type { CompareOptions } from '../../runs/compare/compare.ts';
import { leftOpen } from '../../runs/gate/left-open.ts';
import { planAskAgain, planResumed } from '../../runs/gate/plan-ask-again.ts';
import { afterAsking } from './after-asking.ts';
import { askAnswers } from './ask-answers.ts';
import type { CompareFlags } from '../verbs/compare-verb.ts';
import { givenFaults } from './given-faults.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { stopSignals } from '../machine/stop-signals.ts';

/** How what is asked again is asked, beside what its sides say. */
export interface AgainFlags {
  readonly faults: readonly Fault[];
  /** As its sides were, where the command says so. */
  readonly concurrency: number | null;
  /** A run that asks again and was cut short, to be gone on with first. */
  readonly resume: string | null;
}

/** The least that confirms a break, the rest, and once more for what a run before had left of it. */
const MOST_ROUNDS = 3;

/**
 * Asks again what two sides leave open, until nothing is left or `judge` says that it is decided; gives what it said last.
 * Null where a run was cut short, or cannot be judged: then all is said, and the exit code set.
 */
export async function askUntilDecided<T extends { readonly askAgain: AskAgain | null }>(
  sides: CompareOptions,
  flags: AgainFlags,
  judge: () => Promise<T>,
  isDecided: (judged: T) => boolean,
): Promise<T | null> {
  const ask = async (asked: Awaited<ReturnType<typeof planAskAgain>>, resume: string | null) =>
    askAnswers({ ...asked, out: sides.out, resume, concurrency: flags.concurrency });
  const { resume, faults } = flags;
  const resumed = resume === null ? null : await ask(await planResumed(sides, resume, faults), resume);
  if (resume !== null && resumed === null) return null;
  let judged = resumed === null ? await judge() : await afterAsking(judge);
  for (let round = 0; round < MOST_ROUNDS && judged !== null; round += 1) {
    if (judged.askAgain === null || judged.askAgain.command === null || isDecided(judged)) break;
    if (
      (await ask(await planAskAgain(sides, judged.askAgain, faults, nodeWorld().clock.wallMs()), null)) ===
      null
    )
      return null;
    judged = await afterAsking(judge);
  }
  return judged;
}

/** `compare --again`. */
export async function runAgain(given: CompareOptions, flags: CompareFlags): Promise<void> {
  const again = {
    faults: await givenFaults(flags.faults),
    concurrency: null,
    resume: flags.resume ?? null,
  };
  const judged = await askUntilDecided(
    given,
    again,
    () => leftOpen(given, nodeWorld(), stopSignals().signal),
    ({ verdict }) => verdict === 'fail',
  );
  if (judged === null) return;
  const exitCode = EXIT_CODES[judged.verdict];
  process.stdout.write(flags.json === true ? renderLeftOpenJson(judged, exitCode) : renderLeftOpen(judged));
  process.exitCode = exitCode;
}
