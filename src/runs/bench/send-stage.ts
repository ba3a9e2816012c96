import { callExchange } from '../../calls/call-exchange.ts';
import { createQuotaGate } from '../../calls/create-quota-gate.ts';
import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Exchange, Source } from '../../contract/exchanges/exchange.ts';
import type { Sample, Stage, Vitals } from '../../contract/load/load.ts';
import type { WatchLoop } from '../../contract/load/loop-watch.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type { Clock, Random } from '../../contract/world.ts';
import { drawChoices, drawSchedule, phaseAt, type Arrival } from '../../load/draw-schedule.ts';
import { lateOutputs } from '../../load/late-outputs.ts';
import type { Slot } from '../../load/settle-samples.ts';
import { cutSample, dropSample, takeSample, type SampleOf } from '../../load/take-sample.ts';
import { leaveUndecided } from '../../load/watch-goodput.ts';
import type { Choice } from '../../suites/choose-mix.ts';
import { openTap } from '../../transport/open-tap.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';

export interface LoadWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly watchLoop: WatchLoop;
}

export interface StageJob {
  readonly stage: Stage;
  readonly connected: Pick<ConnectedTarget, 'target' | 'adapter' | 'transport' | 'opened'>;
  readonly choices: readonly Choice[];
  readonly seed: number;
  readonly mode: Mode;
  readonly source: Source;
  readonly maxInFlight: number;
  readonly signal: AbortSignal;
  /** Asked before each request of a client that waits: whether it is paid for. */
  readonly mayAsk?: () => boolean;
  readonly onExchange: (exchange: Exchange) => void;
  /** Asked after each answer, of what is in the order of the schedule: whether nothing more is to be sent. */
  readonly isDecided?: (slots: readonly Slot[], nowMs: number) => boolean;
}

/**
 * Puts one target under one load, and waits for what is in flight. What a stage that is decided leaves in flight is none of
 * what was measured.
 */
export async function sendStage(
  job: StageJob,
  world: LoadWorld,
): Promise<{ readonly samples: readonly Sample[]; readonly vitals: Vitals }> {
  const { clock } = world;
  const { stage, connected, choices, maxInFlight } = job;
  const ending = new AbortController();
  const signal = AbortSignal.any([job.signal, ending.signal]);
  const unwatch = world.watchLoop();
  const openedBefore = connected.opened();
  const [startMs, startWallMs] = [clock.nowMs(), clock.wallMs()];
  const slots: Slot[] = [];
  const running = new Set<Promise<void>>();
  let mostInFlight = 0;

  const sampleOf = (arrival: Arrival, { planned }: Choice): SampleOf => ({
    ...arrival,
    stage: stage.stage,
    target: connected.target.id,
    prompt: planned.prompt.id,
    startMs,
  });
  const call = async (arrival: Arrival): Promise<void> => {
    const choice = choices[arrival.choice];
    if (choice === undefined) return;
    const of = sampleOf(arrival, choice);
    if (running.size >= maxInFlight) {
      slots[arrival.index] = dropSample(of);
      return;
    }
    mostInFlight = Math.max(mostInFlight, running.size + 1);
    slots[arrival.index] = { inFlightSince: arrival.atMs };
    const exchange = await callExchange(
      callOf(job, choice, arrival.index, signal),
      // A target that asks one request to wait holds back no other: it is measured under what was scheduled.
      {
        clock,
        random: world.random,
        gate: createQuotaGate(clock),
        openTap: (transport, secretHeaders) => openTap(transport, clock, secretHeaders),
      },
    );
    slots[arrival.index] = takeSample(of, exchange, clock.nowMs());
    job.onExchange(exchange);
    if (job.signal.aborted || job.isDecided?.(slots, clock.nowMs() - startMs) !== true) return;
    ending.abort(new Error('it is decided'));
  };
  // What stands in no sample is missed by nobody: a stage that was ended between two requests would look like a whole one.
  // One that is decided misses none.
  const leave = (arrival: Arrival): void => {
    if (ending.signal.aborted) return;
    const choice = choices[arrival.choice];
    if (choice !== undefined) slots[arrival.index] = cutSample(sampleOf(arrival, choice));
  };
  const launch = (arrival: Arrival): Promise<void> => {
    const done = call(arrival).finally(() => running.delete(done));
    running.add(done);
    return done;
  };

  if (stage.load.loop === 'open') {
    const weights = choices.map(({ weight }) => weight);
    for (const arrival of drawSchedule(stage, stage.load.perSecond, weights, job.seed)) {
      await waitUntil(startMs + arrival.atMs, clock, signal);
      if (signal.aborted) {
        leave(arrival);
        break;
      }
      void launch(arrival);
    }
    await Promise.all(running);
  } else {
    await sendClosed(stage.load.clients, job, { clock, startMs, signal, launch, leave });
  }
  const delay = unwatch();
  const openedAfter = connected.opened();
  const seen = slots.flatMap((slot) => ('inFlightSince' in slot ? [] : [slot]));
  const samples = ending.signal.aborted ? leaveUndecided(seen) : seen;
  return {
    samples,
    vitals: {
      loopDelayP99Ms: delay?.p99Ms ?? null,
      loopDelayMaxMs: delay?.maxMs ?? null,
      firstOutputLateMs: delay === null ? null : lateOutputs(samples, startMs, delay.busy),
      opened: openedBefore === null || openedAfter === null ? null : openedAfter - openedBefore,
      mostInFlight,
      maxInFlight,
      elapsedMs: clock.nowMs() - startMs,
      wallMs: clock.wallMs() - startWallMs,
    },
  };
}

/**
 * Each client sends when its answer is there: nothing is scheduled, so a request is meant for when it is sent. The clients
 * join one after the other during the first half of the warm-up: those that begin together are answered together, and all
 * but the first of each burst wait for this process.
 */
async function sendClosed(
  clients: number,
  { stage, choices, seed, mayAsk }: StageJob,
  around: {
    readonly clock: Clock;
    readonly startMs: number;
    readonly signal: AbortSignal;
    readonly launch: (arrival: Arrival) => Promise<void>;
    readonly leave: (arrival: Arrival) => void;
  },
): Promise<void> {
  const { clock, startMs, signal, launch, leave } = around;
  const choose = drawChoices(
    stage.stage,
    choices.map(({ weight }) => weight),
    seed,
  );
  const endMs = stage.warmUpMs + stage.measuredMs + stage.coolDownMs;
  let next = 0;
  let isLeft = false;
  const client = async (joinsMs: number): Promise<void> => {
    await waitUntil(startMs + joinsMs, clock, signal);
    for (;;) {
      const atMs = clock.nowMs() - startMs;
      if (atMs >= endMs || isLeft) return;
      const arrival = { index: next, atMs, phase: phaseAt(stage, atMs), choice: choose() };
      next += 1;
      if (signal.aborted || mayAsk?.() === false) {
        isLeft = true;
        leave(arrival);
        return;
      }
      await launch(arrival);
    }
  };
  const apartMs = stage.warmUpMs / 2 / clients;
  await Promise.all(Array.from({ length: clients }, (_, at) => client(at * apartMs)));
}

/**
 * By an absolute time: relative waits add up to a rate that is lower than was asked for. A timer of Node may ring up to a
 * millisecond early, and nothing is sent before it is scheduled.
 */
async function waitUntil(atMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let leftMs = atMs - clock.nowMs(); leftMs > 0 && !signal.aborted; leftMs = atMs - clock.nowMs()) {
    await clock.sleep(Math.ceil(leftMs), signal).catch(() => undefined);
  }
}

function callOf(
  { stage, connected, mode, source }: StageJob,
  { planned }: Choice,
  index: number,
  signal: AbortSignal,
): Parameters<typeof callExchange>[0] {
  const { prompt, request, requestHash, tokens } = planned;
  const { target, adapter, transport } = connected;
  const id = { suite: prompt.suite, prompt: prompt.id, target: target.id, mode, repetition: index + 1 };
  return {
    case: id,
    target,
    source,
    adapter,
    request: { ...request, requestId: `${caseText(id)}/${stage.stage}` },
    requestHash,
    tokens,
    transport,
    signal,
  };
}
