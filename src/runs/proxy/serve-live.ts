import { estimateInputTokens } from '../../suites/estimate-tokens.ts';
import { whyTooLarge } from '../../traffic/why-too-large.ts';
import type { ClientAnswer } from './client-answer.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';
import { inTurns } from './in-turns.ts';
import type { LegResult, LiveCall, LiveLeg, LiveWorld } from './live-call.ts';
import { readCall, type ReadCall } from './read-call.ts';
import { serveByAdapter } from './serve-by-adapter.ts';
import { serveByForward } from './serve-by-forward.ts';

/** What came of a live request over all targets that were asked. */
export interface LiveResult {
  readonly target: string;
  readonly attempts: number;
  readonly result: LegResult;
}

/** Told before anything is sent to the client. */
export interface LiveEars {
  /** Who is asked next, or whose error the client is told. */
  readonly onTarget: (id: string) => void;
  /** Whether the fallback was asked, and why. */
  readonly onReason: (reason: string) => void;
}

/**
 * Asks the target, and where it has said nothing yet and asking again may help, the fallback, if that can hold the request by
 * what is declared of it. Whatever was begun ends with whom it was begun.
 */
export async function serveLive(
  call: LiveCall,
  legs: {
    readonly target: ConnectedTarget;
    readonly fallback: ConnectedTarget | null;
    readonly attempts: number;
  },
  client: ClientAnswer,
  world: LiveWorld,
  { onTarget, onReason }: LiveEars,
): Promise<LiveResult> {
  let reading: Promise<ReadCall> | null = null;
  const readOnce = (): Promise<ReadCall> => (reading ??= inTurns(readCall(call.body)));
  const ask = async (leg: LiveLeg): Promise<LegResult> => {
    onTarget(leg.connected.target.id);
    const { forwarder } = leg.connected.adapter;
    if (forwarder?.takes(call.scan.spans) === true)
      return serveByForward(leg, forwarder, call, client, world);
    const chat = await readOnce();
    if ('error' in chat) return { type: 'refused', attempts: 0, error: chat.error };
    return serveByAdapter(leg, call, chat, client, world);
  };
  const { target, fallback } = legs;
  const first = await ask({
    connected: target,
    tries: fallback === null ? legs.attempts : legs.attempts - 1,
  });
  const isOver = first.type === 'served' || !first.error.retryable || call.signal.aborted;
  if (fallback === null || isOver) {
    return { target: target.target.id, attempts: first.attempts, result: first };
  }
  const why = whyNotHeld(await readOnce(), fallback);
  if (why !== null) {
    onReason(`the fallback was not asked: ${why}`);
    return { target: target.target.id, attempts: first.attempts, result: first };
  }
  onReason(`the fallback was asked after ${first.error.kind}`);
  const second = await ask({ connected: fallback, tries: 1 });
  const attempts = first.attempts + second.attempts;
  if (second.type === 'served') return { target: fallback.target.id, attempts, result: second };
  // What the arm could not do is what its client asks about.
  onTarget(target.target.id);
  return { target: target.target.id, attempts, result: first };
}

/** What cannot be read here, the fallback itself may judge. */
function whyNotHeld(read: ReadCall, { target }: ConnectedTarget): string | null {
  if ('error' in read) return null;
  const { request } = read;
  const inputTokens = estimateInputTokens(request);
  return whyTooLarge({ inputTokens, maxOutputTokens: request.maxOutputTokens }, target.model);
}
