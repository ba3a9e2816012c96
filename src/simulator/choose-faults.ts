import type { Fault } from '../contract/wires/fault.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { Random } from '../contract/world.ts';

/** What of a request a fault can match. `nth` counts requests with the same target, prompt and mode. */
export interface Occasion {
  readonly target: string;
  readonly prompt: string | null;
  readonly mode: Mode;
  readonly nth: number;
}

/** The planted faults that meet a request. `draw` gives each fault its own generator, by number and seed. */
export function chooseFaults(
  faults: readonly Fault[],
  occasion: Occasion,
  draw: (index: number, seed: number | undefined) => Random,
): Fault[] {
  return faults.filter((fault, index) => {
    const { match } = fault;
    return (
      (match.target === undefined || match.target === occasion.target) &&
      (match.prompt === undefined || match.prompt === occasion.prompt) &&
      (match.mode === undefined || match.mode === occasion.mode) &&
      (match.nth === undefined || match.nth === occasion.nth) &&
      (match.share === undefined || draw(index, match.seed)() < match.share)
    );
  });
}
