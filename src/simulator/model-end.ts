import type { Fault } from '../contract/wires/fault.ts';
import type { ModelEnd } from './face.ts';

/** Hosted Llama 4 at NVIDIA: https://github.com/NVIDIA-Omniverse/usd-content-agents/issues/13 */
const LLAMA_4_RETIRED = '2026-07-27';

/** Half a year, as Bedrock has it at least: https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html */
const LLAMA_4_RETIRING = '2027-01-27';

export function retiredOn({ value }: Fault): string {
  return typeof value === 'string' ? value : LLAMA_4_RETIRED;
}

export function retiringOn({ value }: Fault): string {
  return typeof value === 'string' ? value : LLAMA_4_RETIRING;
}

/** What a host's list of models says of a seat's: by the faults that meet every request to it. */
export function modelEnd(faults: readonly Fault[], seat: string): ModelEnd {
  const ofSeat = faults.filter(
    ({ match: { target, ...narrower } }) =>
      (target ?? seat) === seat && Object.values(narrower).every((value) => value === undefined),
  );
  const retired = ofSeat.find(({ wire }) => wire === 'retired');
  const retiring = ofSeat.find(({ wire }) => wire === 'retiring');
  return {
    ...(retired === undefined ? {} : { retiredOn: retiredOn(retired) }),
    ...(retiring === undefined ? {} : { retiringOn: retiringOn(retiring) }),
  };
}
