import type { OutputCap } from '../contract/probe/capability-file.ts';
import { ask } from './ask.ts';
import type { ProbeAnswer, Trial } from './bit.ts';
import { isRefusal } from './judge-bit.ts';

/** A request for so many output tokens, and what came of it. */
export interface OutputStep {
  readonly requested: number;
  readonly answer: ProbeAnswer;
}

const FIRST = 256;
const FACTOR = 4;
/** Where nobody says how much a target gives, no more than this is asked for. */
export const HIGHEST_OUTPUT = 8_192;
/** Who counts otherwise at the end may be so much short. */
const CLOSE = 0.98;

/** It goes on for longer than any cap. */
const ENDLESS =
  'Count from 1 to 200000, one number on each line. Write every number out and do not stop before.';

export function outputTrial(requested: number): Trial {
  return ask(ENDLESS, { maxOutputTokens: requested });
}

/** How much to ask for next; null where it is known what comes of more. */
export function nextOutput(steps: readonly OutputStep[], declared: number | null): number | null {
  const highest = declared ?? HIGHEST_OUTPUT;
  const last = steps.at(-1);
  if (last === undefined) return Math.min(FIRST, highest);
  if (endOf(last) !== null || last.requested >= highest) return null;
  return Math.min(last.requested * FACTOR, highest);
}

/** How a request for output ended the search; null where as much came as was asked for. */
function endOf({ requested, answer }: OutputStep): OutputCap['end'] | null {
  if (isRefusal(answer)) return 'refused';
  const served = servedOf(answer);
  if (served === null) return 'no-answer';
  if (served >= requested * CLOSE) return null;
  return answer.response?.finishReason?.unified === 'length' ? 'clamped' : 'model-stopped';
}

function servedOf({ response }: ProbeAnswer): number | null {
  return response?.usage.outputTokens ?? null;
}

/** What the steps come to. `isPaid`: the next one could be paid for. */
export function readOutput(steps: readonly OutputStep[], isPaid: boolean): OutputCap {
  const last = steps.at(-1);
  const end = last === undefined ? null : endOf(last);
  const given = steps.filter((step) => endOf(step) === null).map(({ requested }) => requested);
  return {
    proved: given.at(-1) ?? null,
    requested: last?.requested ?? null,
    served: last === undefined ? null : servedOf(last.answer),
    end: end ?? (isPaid ? 'highest-asked' : 'budget'),
    exchanges: steps.map(({ answer }) => answer.exchange),
  };
}
