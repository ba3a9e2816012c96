import { z } from 'zod';
import { SOURCES } from '../exchanges/exchange.ts';

/** What may be wrong with a request, as its first attempt shows it: a retry hides the rest. */
export const INDICATORS = ['error', 'timeout', 'retry', 'truncation', 'schema', 'stream'] as const;
export type Indicator = (typeof INDICATORS)[number];

/** What each counts, in words. */
export const INDICATOR_MEANS: Readonly<Record<Indicator, string>> = {
  error: 'gave no answer',
  timeout: 'ran out of time',
  retry: 'had to be asked again',
  truncation: 'gave an answer that was cut',
  schema: 'gave an answer that breaks its schema',
  stream: 'gave a stream that is not whole or not in order',
};

const countSchema = z.int().nonnegative();

export const tallySchema = z
  .strictObject({
    bad: countSchema,
    /** Of how many requests this could be said. */
    n: countSchema,
  })
  .readonly()
  .refine(({ bad, n }) => bad <= n, { error: 'counts more bad requests than requests' });
export type Tally = z.infer<typeof tallySchema>;

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const momentSchema = z.iso.datetime();

/** What one probe saw of one target. */
export const monitorWindowSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    target: z.string(),
    source: z.enum(SOURCES),
    /** The run that holds the answers, and its evidence root. */
    run: z.string(),
    root: sha256Schema,
    from: momentSchema,
    to: momentSchema,
    /** Of the prompts, their goldens, modes and repetitions: windows of another are not like this one. */
    asked: sha256Schema,
    planned: countSchema,
    /** How many of them were asked. */
    seen: countSchema,
    indicators: z.strictObject({
      error: tallySchema,
      timeout: tallySchema,
      retry: tallySchema,
      truncation: tallySchema,
      schema: tallySchema,
      stream: tallySchema,
    }),
    /** As the provider counted them, over all attempts; null where it did not count some. */
    tokens: countSchema.nullable(),
  })
  .readonly();
export type MonitorWindow = z.infer<typeof monitorWindowSchema>;

const ALARM_KINDS = ['burn', 'drift', 'absent'] as const;

/** A page is for now, a ticket for this week. */
const SEVERITIES = ['page', 'ticket'] as const;

export const alarmSchema = z
  .strictObject({
    target: z.string(),
    kind: z.enum(ALARM_KINDS),
    /** Null where data is absent. */
    indicator: z.enum(INDICATORS).nullable(),
    severity: z.enum(SEVERITIES),
    message: z.string(),
  })
  .readonly();
export type Alarm = z.infer<typeof alarmSchema>;

/** What burns the budget of errors of one indicator over a pair of windows of time. */
export interface Burn {
  readonly longMinutes: number;
  readonly shortMinutes: number;
  /** The requests of the long one. */
  readonly tally: Tally;
  /** How many times too fast the budget is spent; null where nothing was asked. */
  readonly long: number | null;
  readonly short: number | null;
  readonly limit: number;
  readonly isBurning: boolean;
}

/** How an indicator of this week stands to the reference week. */
export interface Drift {
  readonly reference: Tally;
  /** The rate may have been as high in the reference week. */
  readonly ceiling: number;
  readonly week: Tally;
  readonly evidence: number;
  /** Where the evidence is an alarm. */
  readonly limit: number;
}

export interface IndicatorState {
  readonly indicator: Indicator;
  /** Of the newest window, and of the last 24 hours. */
  readonly newest: Tally;
  readonly day: Tally;
  readonly burns: readonly Burn[];
  /** Null until the reference week is over. */
  readonly drift: Drift | null;
}

export interface MonitoredTarget {
  readonly target: string;
  readonly newest: MonitorWindow;
  readonly windows: number;
  /** From the first window that asked the same to the end of the reference week, ISO 8601. */
  readonly reference: { readonly from: string; readonly to: string };
  readonly indicators: readonly IndicatorState[];
}

/** `alarm` where something is wrong, `absent` where nothing newer is known than the schedule asks for, else `quiet`. */
export type MonitorVerdict = 'quiet' | 'alarm' | 'absent';

export interface MonitorState {
  readonly verdict: MonitorVerdict;
  /** Share of requests that are to be good. */
  readonly objective: number;
  readonly everyMinutes: number;
  readonly isSynthetic: boolean;
  readonly targets: readonly MonitoredTarget[];
  readonly alarms: readonly Alarm[];
  /** Of the day in UTC; null where a provider did not count. */
  readonly tokensToday: number | null;
}
