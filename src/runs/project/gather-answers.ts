import type { CaseId } from '../../contract/exchanges/case-id.ts';
import type { Exchange } from '../../contract/exchanges/exchange.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import type { GoldenAnswer } from '../../contract/suites/prompt.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import { suggest } from '../../files/suggest.ts';
import { quoteShell } from '../../reports/exchange/quote-shell.ts';
import { findRun } from '../../store/run/find-run.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { readRun, type ReadRun } from '../../store/run/read-run.ts';
import { answerOf, isSameAnswer } from '../../suites/goldens/answer-of.ts';
import type { PlannedPrompt } from '../../suites/plan-prompts.ts';

/** Which exchanges of a run are looked at. Null is all; of the two modes one is looked at, `send` where it was asked. */
export interface AnswerSelection {
  readonly prompts: readonly string[] | null;
  readonly target: string | null;
  readonly mode: Mode | null;
  readonly repetition: number | null;
}

/** An answer, and who gave it. */
export interface GatheredAnswer {
  readonly answer: GoldenAnswer;
  /** In the order of targets and repetitions. */
  readonly given: readonly CaseId[];
  /** The first of them, whole. */
  readonly exchange: Exchange;
  /** Why the run judged that one a failure; null when it did not. */
  readonly failed: string | null;
}

/** An exchange that gave no answer. One that was skipped was not to give any. */
interface SilentExchange {
  readonly id: CaseId;
  readonly isSkipped: boolean;
  readonly why: string;
}

/** What a run knows of one prompt: its answers, each different from the others, and why exchanges gave none. */
export interface PromptAnswers {
  readonly planned: PlannedPrompt;
  readonly answers: readonly GatheredAnswer[];
  readonly silent: readonly SilentExchange[];
}

/** A run that came to its end. */
export interface SealedRun extends ReadRun {
  readonly evidenceRoot: string;
}

/** A sealed run by its id or folder. Throws InputError when it is not there, or was not brought to its end. */
export async function findSealedRun(out: string, wanted: string): Promise<SealedRun> {
  return readSealedRun(await findRun(out, wanted));
}

/** The run of a folder. Throws InputError when it was not brought to its end. */
export async function readSealedRun(folder: string): Promise<SealedRun> {
  const run = await readRun(folder);
  const { manifest, evidenceRoot } = run;
  if (evidenceRoot !== null) return { ...run, evidenceRoot };
  const going =
    manifest.purpose?.what === 'shadow'
      ? 'stop what asks live requests, or start it again: either seals it'
      : `npx llama-contract verify --resume ${quoteShell(folder)}`;
  const mend = `${going}, or choose another run`;
  throw new InputError([problem(`run ${manifest.run} is not sealed: it did not come to its end`, mend)]);
}

/** Throws InputError for whatever is selected and was not asked in the run. */
export function refuseUnasked({ plan, run }: RunManifest, selection: AnswerSelection): void {
  const { target, mode, repetition } = selection;
  const problems: Problem[] = [];
  const inRun = `in run ${run}`;
  if (target !== null && !plan.targets.includes(target)) {
    problems.push(problem(`target "${target}" was not asked ${inRun}`, suggest(target, plan.targets)));
  }
  if (mode !== null && !plan.modes.includes(mode)) {
    problems.push(
      problem(`nothing was asked in mode ${mode} ${inRun}`, `use --mode ${plan.modes.join(', ')}`),
    );
  }
  if (repetition !== null && repetition > plan.repeat) {
    const mend = `its repetitions are 1 to ${plan.repeat}`;
    problems.push(problem(`there is no repetition ${repetition} ${inRun}`, mend));
  }
  if (problems.length > 0) throw new InputError(problems);
}

type Order = (a: CaseId, b: CaseId) => number;

function orderIn({ plan }: RunManifest): Order {
  const place = new Map(plan.targets.map((id, at) => [id, at]));
  return (a, b) => (place.get(a.target) ?? 0) - (place.get(b.target) ?? 0) || a.repetition - b.repetition;
}

type Group = { -readonly [Key in keyof GatheredAnswer]: GatheredAnswer[Key] };

/** Of equal answers one exchange is kept, the first in order. */
function addAnswer(groups: Group[], next: Group, wantsJson: boolean, order: Order): void {
  const same = groups.find((group) => isSameAnswer(group.answer, next.answer, wantsJson));
  if (same === undefined) groups.push(next);
  else {
    const isFirst = order(next.exchange.case, same.exchange.case) < 0;
    Object.assign(same, isFirst ? next : {}, { given: [...same.given, ...next.given] });
  }
}

/** Why a record has no answer that could be a golden. */
function whySilent({ state, reason, exchange }: ExchangeRecord): string {
  if (exchange?.outcome.type !== 'error') return `${state}: ${reason ?? 'it was not sent'}`;
  const { kind, message } = exchange.outcome.error;
  return `it ended with ${kind}: ${message}`;
}

/**
 * The answers of a sealed run to the planned prompts, in their order; prompts that it has no record of are left out.
 * Reads the run whole, so that evidence that was changed since is seen: throws InputError then.
 */
export async function gatherAnswers(
  { manifest, records }: SealedRun,
  planned: readonly PlannedPrompt[],
  { prompts, target, mode, repetition }: AnswerSelection,
): Promise<readonly PromptAnswers[]> {
  const looked = mode ?? (manifest.plan.modes.includes('send') ? 'send' : 'stream');
  const order = orderIn(manifest);
  const byId = new Map(planned.map((each) => [each.prompt.id, { planned: each, ...nothing() }]));
  for await (const { record } of records) {
    const { case: id, exchange } = record;
    const gathered = byId.get(id.prompt);
    const isLooked =
      gathered !== undefined &&
      id.mode === looked &&
      prompts?.includes(id.prompt) !== false &&
      (target ?? id.target) === id.target &&
      (repetition ?? id.repetition) === id.repetition;
    if (!isLooked) continue;
    const answer = exchange === null ? null : answerOf(exchange.outcome);
    if (exchange === null || answer === null) {
      gathered.silent.push({ id, isSkipped: record.state === 'skipped', why: whySilent(record) });
    } else {
      const failed = record.state === 'failed' ? record.reason : null;
      const wantsJson = gathered.planned.prompt.output !== null;
      addAnswer(gathered.answers, { answer, given: [id], exchange, failed }, wantsJson, order);
    }
  }
  return [...byId.values()]
    .filter(({ answers, silent }) => answers.length > 0 || silent.length > 0)
    .map(({ answers, silent, ...rest }) => ({
      ...rest,
      answers: answers
        .map((each) => ({ ...each, given: each.given.toSorted(order) }))
        .toSorted((a, b) => order(a.exchange.case, b.exchange.case)),
      silent: silent.toSorted((a, b) => order(a.id, b.id)),
    }));
}

function nothing(): { answers: Group[]; silent: SilentExchange[] } {
  return { answers: [], silent: [] };
}
