import type { Adapter } from '../contract/wires/adapter.ts';
import type { CaseId } from '../contract/exchanges/case-id.ts';
import type { Source } from '../contract/exchanges/exchange.ts';
import type { CanonicalRequest } from '../contract/exchanges/request.ts';
import type { StreamPart } from '../contract/exchanges/stream-part.ts';
import type { Target } from '../contract/wires/target.ts';
import type { OpenTap, Transport } from '../contract/wires/wire.ts';
import type { Clock, Random } from '../contract/world.ts';
import type { QuotaGate } from './create-quota-gate.ts';

/** One exchange to be made. `transport` is untapped; `signal` is the run's, and its abort means cancelled. */
export interface CallJob {
  readonly case: CaseId;
  readonly target: Target;
  readonly source: Source;
  readonly adapter: Adapter;
  readonly request: CanonicalRequest;
  readonly requestHash: string;
  /** What the request may cost, for limits on tokens per minute: an estimate of its input and its output cap. */
  readonly tokens: number;
  readonly transport: Transport;
  readonly signal: AbortSignal;
  /**
   * Takes each part as it comes, of every attempt; no other attempt follows one whose stream has brought output. What it
   * waits for, the provider waits for.
   */
  readonly deliver?: (part: StreamPart) => Promise<void> | undefined;
}

export interface CallWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly openTap: OpenTap;
  readonly gate: QuotaGate;
}
