import { z } from 'zod';
import { ledgerEntrySchema } from '../rollout/ledger.ts';
import { STAGES } from '../gates/migration.ts';
import type { RolloutState } from '../rollout/rollout.ts';
import { decisionOutputSchema } from './gate-output.ts';

const text = z.string();
const count = z.int().nonnegative();
const schemaVersion = z.literal(1);
const exitCode = z.int();
const verdict = z.enum(['pass', 'fail', 'inconclusive']);
const step = z.strictObject({ stage: z.enum([...STAGES, 'retired']), share: z.number() }).readonly();
const deed = { at: text, by: text, reason: text };

const stateSchema: z.ZodType<RolloutState> = z
  .strictObject({
    migration: text,
    baseline: text,
    candidate: text,
    step,
    since: text,
    by: text,
    next: step.nullable(),
    held: z.strictObject(deed).readonly().nullable(),
    rolledBack: z
      .strictObject({ ...deed, isAutomatic: z.boolean() })
      .readonly()
      .nullable(),
    stability: z.strictObject({ remainingMs: z.number(), until: text }).readonly().nullable(),
    windows: z.strictObject({ full: count, incidents: count, unbrokenHours: z.number() }).readonly(),
    drill: z.strictObject({ at: text, run: text, verdict }).readonly().nullable(),
    waits: z
      .array(
        z.strictObject({ what: text, mend: text, rollout: z.array(text).readonly().nullable() }).readonly(),
      )
      .readonly(),
    synthetic: z.boolean(),
    ledger: z.strictObject({ file: text, entries: count, head: text }).readonly(),
  })
  .readonly()
  .describe('Where the traffic of a migration stands.');

const standing = { schemaVersion, exitCode, state: stateSchema };

/** What an entry of a kind says. */
function bodyOf(kind: 'window' | 'drill'): z.ZodType {
  const bodies = ledgerEntrySchema.unwrap().shape.body.options;
  const found = bodies.find(({ shape }) => shape.kind.value === kind);
  if (found === undefined) throw new TypeError(`no entry is a ${kind}`);
  return found;
}

export const rolloutStartOutputSchema = z
  .strictObject(standing)
  .describe('A rollout that begins, as rollout start --json prints it.');

export const rolloutHoldOutputSchema = z
  .strictObject(standing)
  .describe('A rollout that is held or released, as rollout hold --json prints it.');

export const rolloutStatusOutputSchema = z
  .strictObject({
    ...standing,
    client: z
      .strictObject({ key: text, bucket: count, target: text })
      .exactOptional()
      .describe('With --client: who serves it.'),
  })
  .describe('Where a rollout stands, as rollout status --json prints it.');

const recordedRun = {
  run: text,
  windows: z.array(bodyOf('window')),
  gaps: z.array(z.strictObject({ from: text, to: text })).describe('When the run had stopped.'),
};
const rolledBack = text.nullable().describe('Why all traffic was brought back; null where it stays.');

const probesSchema = z.strictObject({
  ...standing,
  file: text.describe('What the monitor keeps of what it saw.'),
  runs: z.array(z.strictObject(recordedRun)).describe('The probes that were added.'),
  leftOut: z.array(z.strictObject({ run: text, why: text })).describe('Probes that add nothing, and why.'),
  earlier: count.describe('Probes from before this step.'),
  known: count.describe('Probes of this step that were recorded before.'),
  rolledBack,
});

export const rolloutRecordOutputSchema = z
  .union([
    z.strictObject({ ...standing, ...recordedRun, rolledBack }).describe('Of one run.'),
    probesSchema.describe('With --monitor.'),
  ])
  .describe('The windows that runs add, as rollout record --json prints them.');

export const rolloutAdvanceOutputSchema = z
  .strictObject({
    schemaVersion,
    exitCode,
    advanced: z.boolean(),
    decision: decisionOutputSchema,
    state: stateSchema,
  })
  .describe('What the gate says and where traffic stands then, as rollout advance --json prints them.');

export const rolloutRollbackOutputSchema = z
  .strictObject({ schemaVersion, exitCode, entry: ledgerEntrySchema, head: text })
  .describe('The entry that brings all traffic back, as rollout rollback --json prints it.');

export const rolloutDrillOutputSchema = z
  .strictObject({ schemaVersion, exitCode, drill: bodyOf('drill'), verdict, state: stateSchema })
  .describe('A proof of the way back, as rollout drill --json prints it.');

const rowsSchema = z.strictObject({
  schemaVersion,
  migration: text,
  step,
  alias: z.strictObject({
    model: text,
    path: text,
    targets: z.array(z.strictObject({ target: text, provider: text, model: text, weight: z.number() })),
  }),
  routes: z.array(z.strictObject({ path: text, target: text })),
  flags: z.array(z.strictObject({ target: text, provider: text, on: z.boolean() })),
  cohorts: z.strictObject({
    hash: z.literal('sha256'),
    over: text,
    digits: count,
    modulo: count,
    below: count,
  }),
  mirrorTo: text.nullable(),
  requestIdHeader: text.nullable(),
});

const httpRouteSchema = z
  .looseObject({ apiVersion: text, kind: z.literal('HTTPRoute'), metadata: z.looseObject({ name: text }) })
  .describe(
    'With --as http-route, as Kubernetes defines it: https://gateway-api.sigs.k8s.io/api-types/httproute/',
  );

export const rolloutExportOutputSchema = z
  .union([rowsSchema.describe('With --as rows.'), httpRouteSchema])
  .describe('A step for a router, as rollout export --json prints it.');
