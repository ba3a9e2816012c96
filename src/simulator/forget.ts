import type { Fault } from '../contract/wires/fault.ts';
import type { Random } from '../contract/world.ts';
import type { Play } from './face.ts';

const LOST = 'I cannot find that in the text.';

/** A model that reads worse the longer its input is: whether an answer is lost hangs on the tokens that it was asked with. */
export function forget(
  play: Play,
  { halfTokens, slope }: NonNullable<Fault['recall']>,
  random: Random,
): Play {
  const octaves = Math.log2(Math.max(1, play.usage.inputTokens) / halfTokens);
  const kept = 1 / (1 + Math.exp(slope * octaves));
  return random() < kept ? play : { ...play, text: LOST };
}
