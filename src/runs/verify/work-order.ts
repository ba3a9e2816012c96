import { z } from 'zod';
import { faultSchema, type Fault } from '../../contract/wires/fault.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { manifestSchema } from '../../store/run/read-manifest.ts';
import type { CatalogTarget } from '../../config/catalog.ts';
import { type Plan, type Selection } from '../project/plan-run.ts';

/** What a worker needs of a run beside its own configuration, suites and goldens, to ask it as the run would. */
export interface WorkOrder {
  /** Without who had it made, and by which command. */
  readonly manifest: RunManifest;
  /** Ids of all that are asked. */
  readonly prompts: readonly string[];
  readonly faults: readonly Fault[];
}

const orderSchema: z.ZodType<WorkOrder> = z.strictObject({
  manifest: manifestSchema,
  prompts: z.array(z.string()).readonly(),
  faults: z.array(faultSchema).readonly(),
});

export function writeOrder(manifest: RunManifest, plan: Plan, faults: readonly Fault[]): WorkOrder {
  const prompts = plan.prompts.map(({ prompt }) => prompt.id);
  return { manifest: { ...manifest, argv: [], origin: null }, prompts, faults };
}

/** Null for what another version wrote. */
export function readOrder(value: unknown): WorkOrder | null {
  const read = orderSchema.safeParse(value);
  return read.success ? read.data : null;
}

export function selectionOf({ manifest: { plan }, prompts }: WorkOrder): Selection {
  const { targets, modes, repeat, once, pairs } = plan;
  // Pairs select their targets.
  return { targets: pairs === null ? targets : null, tags: null, prompts, pairs, modes, repeat, once };
}

/** What goes on beside the calls of a case, and what a machine that is busy takes for it. */
const BESIDE_MS = 10_000;

/** So long a case of these targets takes at most, each exchange with all its attempts. */
export function longestCaseMs(targets: readonly CatalogTarget[], { modes }: Pick<Plan, 'modes'>): number {
  const eachMs = targets.map(({ deadlines }) => deadlines.exchangeMs + deadlines.judgingMs);
  return modes.length * Math.max(...eachMs) + BESIDE_MS;
}
