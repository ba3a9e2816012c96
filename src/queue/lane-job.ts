import { z } from 'zod';
import { MODES } from '../contract/exchanges/mode.ts';
import { parseOrUndefined } from '../json/read.ts';
import type { Parcel } from './parcels.ts';

/** The exchanges of one case that are to be made: those of its modes that do not stand yet. */
export const laneCaseSchema = z
  .strictObject({
    target: z.string(),
    prompt: z.string(),
    repetition: z.int().positive(),
    modes: z.array(z.enum(MODES)).min(1).readonly(),
  })
  .readonly();
export type LaneCase = z.infer<typeof laneCaseSchema>;

/** By it a job is there once, however often it is added. */
export function jobIdOf({ target, prompt, repetition }: LaneCase): string {
  return encodeURIComponent(`${target}/${prompt}/${repetition}`);
}

const parcelSchema = z.strictObject({ key: z.string(), pieces: z.int(), sha256: z.string() }).readonly();

export function readParcelName(value: unknown): Parcel | null {
  const read = parcelSchema.safeParse(typeof value === 'string' ? parseOrUndefined(value) : value);
  return read.success ? read.data : null;
}

/** The queue of a lane of a run. */
export function laneName(run: string, index: number): string {
  return `${run}.${index}`;
}
