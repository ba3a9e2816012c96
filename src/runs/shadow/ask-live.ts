import type { CallWorld } from '../../calls/call-job.ts';
import type { SchemaCompiler } from '../../checks/compile-schemas.ts';
import { preparePrompt } from '../../checks/prepare-prompt.ts';
import type { Exchange, Source } from '../../contract/exchanges/exchange.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { Target } from '../../contract/wires/target.ts';
import type { Random, Redact } from '../../contract/world.ts';
import type { RequestIds } from '../../metrics/request-ids.ts';
import type { KeptRequest } from '../../store/live/live-requests.ts';
import { NOTHING_STANDS } from '../../store/run/standing.ts';
import { planPrompts, type PlannedPrompt } from '../../suites/plan-prompts.ts';
import { skipReason } from '../../suites/skip-reason.ts';
import { livePrompt } from '../../traffic/live-prompt.ts';
import type { SentOutcome } from '../../traffic/open-accounts.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';
import type { PlannedCase } from '../project/plan-run.ts';
import { callCase, judgeCase, skipCase } from '../verify/run-case.ts';
import type { RunWorld } from '../run-world.ts';

/** The two sides of a migration, to be asked. */
export interface ShadowSides {
  readonly baseline: ConnectedTarget;
  readonly candidate: ConnectedTarget;
}

/** A live request, ready to be asked again: the baseline twice and the candidate once. */
export interface ReadyLive {
  readonly kept: KeptRequest;
  readonly planned: PlannedPrompt;
  readonly legs: readonly Leg[];
}

interface Leg {
  readonly asked: PlannedCase;
  readonly connected: ConnectedTarget;
}

/** Throws where no prompt can be made of it. */
export function readyLive(
  kept: KeptRequest,
  { baseline, candidate }: ShadowSides,
  compile: SchemaCompiler['compile'],
): ReadyLive {
  const prompt = livePrompt(kept.id, kept.request);
  const prepared = preparePrompt(prompt, null, compile);
  const [planned] = planPrompts([prompt], null, new Map());
  if (planned === undefined) throw new Error('a prompt is planned');
  const legOf = (connected: ConnectedTarget, repetition: number): Leg => {
    const { target } = connected;
    const id = { suite: prompt.suite, prompt: prompt.id, target: target.id, mode: kept.mode, repetition };
    return {
      connected,
      asked: { planned, prepared, target, ids: [id], skipReason: skipReason(planned, target) },
    };
  };
  return { kept, planned, legs: [legOf(baseline, 1), legOf(baseline, 2), legOf(candidate, 1)] };
}

export interface AskingLive {
  readonly source: Source;
  readonly world: CallWorld;
  readonly judgeApart: RunWorld['judgeApart'];
  readonly requestIds: RequestIds;
  readonly redact: Redact;
  /** Ends when a leg may begin. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
  /** Its abort ends what is asked: a leg that it cuts has no record. */
  readonly signal: AbortSignal;
}

/** What came of one leg. */
interface AskedLeg {
  readonly target: Target;
  readonly record: ExchangeRecord;
}

/**
 * Asks both sides, one leg after the other in an order that chance chose, so that neither is always the first. Gives each
 * record as it comes, as far as it comes.
 */
export async function* askLive(
  { legs }: ReadyLive,
  { source, world, judgeApart, requestIds, redact, turn, signal }: AskingLive,
): AsyncGenerator<AskedLeg, undefined> {
  for (const { asked, connected } of shuffled(legs, world.random)) {
    const context = { connected, source, world, judgeApart, signal, standing: NOTHING_STANDS };
    const { target, skipReason } = asked;
    if (skipReason === null) await turn(signal);
    if (signal.aborted) return undefined;
    const { due, answers } = await callCase(asked, context);
    if (skipReason !== null) {
      for (const id of due) yield { target, record: skipCase(id, skipReason) };
      continue;
    }
    for (const called of answers) {
      const { exchange } = called.answer;
      const isSeen = requestIds.has(exchange);
      requestIds.add(exchange);
      yield { target, record: judgeCase(asked, called, isSeen, redact) };
    }
  }
  return undefined;
}

function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** How many records a live request has once both sides were asked. */
const LEGS = 3;

/** What became of a live request, by the records of its legs. One that a side cannot be asked failed on it. */
export function outcomeOf(exchanges: readonly (Pick<Exchange, 'outcome'> | null)[]): SentOutcome {
  if (exchanges.length < LEGS) return 'expired';
  return exchanges.every((exchange) => exchange?.outcome.type === 'response') ? 'answered' : 'failed';
}
