import type { Random } from '../contract/world.ts';

/** A lognormal delay. `medianMs` 0 is no delay at all. */
export interface Delay {
  readonly medianMs: number;
  readonly sigma: number;
}

/** How long the simulator takes to its response head, and between two writes of a body. */
export interface Latency {
  readonly headers: Delay;
  readonly gap: Delay;
}

export const noLatency: Latency = {
  headers: { medianMs: 0, sigma: 0 },
  gap: { medianMs: 0, sigma: 0 },
};

export const defaultLatency: Latency = {
  headers: { medianMs: 3, sigma: 0.5 },
  gap: { medianMs: 0.2, sigma: 0.5 },
};

/** Milliseconds. Two numbers are drawn even when there is no delay, so that profiles do not shift later draws. */
export function drawDelay(delay: Delay, random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  const normal = radius * Math.cos(2 * Math.PI * random());
  return delay.medianMs * Math.exp(delay.sigma * normal);
}
