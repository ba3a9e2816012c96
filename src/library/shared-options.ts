import { z } from 'zod';
import { faultSchema } from '../contract/wires/fault.ts';
import type { RunWorld } from '../runs/run-world.ts';

/** Options that several verbs take. */

export const config = z.string().min(1).describe('the path of the configuration file');
export const seed = z.int().default(1);
export const faults = z.array(faultSchema).readonly().default([]);

/** As much of a world as a verb takes. Left out, it is the real one. */
export function worldOf<World>() {
  return z.custom<World>(isWorld, 'must be what nodeWorld() gives').optional();
}

export const world = worldOf<RunWorld>();

function isWorld(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'clock' in value;
}
