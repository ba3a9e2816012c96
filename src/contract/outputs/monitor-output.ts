import { z } from 'zod';
import {
  alarmSchema,
  INDICATORS,
  monitorWindowSchema,
  tallySchema,
  type MonitorState,
} from '../monitors/monitor.ts';

const count = z.int().nonnegative();
const number = z.number();

const burnSchema = z
  .strictObject({
    longMinutes: count,
    shortMinutes: count,
    tally: tallySchema,
    long: number.nullable(),
    short: number.nullable(),
    limit: number,
    isBurning: z.boolean(),
  })
  .readonly();

const driftSchema = z
  .strictObject({
    reference: tallySchema,
    ceiling: number,
    week: tallySchema,
    evidence: number,
    limit: number,
  })
  .readonly();

const targetSchema: z.ZodType<MonitorState['targets'][number]> = z
  .strictObject({
    target: z.string(),
    newest: monitorWindowSchema,
    windows: count,
    reference: z.strictObject({ from: z.string(), to: z.string() }).readonly(),
    indicators: z
      .array(
        z
          .strictObject({
            indicator: z.enum(INDICATORS),
            newest: tallySchema,
            day: tallySchema,
            burns: z.array(burnSchema).readonly(),
            drift: driftSchema.nullable(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

/** What `monitor --json` prints of each probe. */
export const monitorOutputSchema = z.strictObject({
  schemaVersion: z.literal(1),
  exitCode: count,
  verdict: z.enum(['quiet', 'alarm', 'absent']),
  objective: number,
  everyMinutes: number,
  isSynthetic: z.boolean(),
  targets: z.array(targetSchema).readonly(),
  alarms: z.array(alarmSchema).readonly(),
  tokensToday: count.nullable(),
  /** What came and went since the probe before. */
  raised: z.array(alarmSchema).readonly(),
  cleared: z.array(alarmSchema).readonly(),
});
