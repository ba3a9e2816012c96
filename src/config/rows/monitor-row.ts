import { z } from 'zod';
import { MODES } from '../../contract/exchanges/mode.ts';
import { DEFAULT_MONITOR, LEAST_OBJECTIVE, MOST_OBJECTIVE } from '../../contract/monitors/monitor-plan.ts';
import { envNameSchema, idSchema, positiveInt } from './names.ts';

const MINUTES_OF_A_WEEK = 7 * 24 * 60;

const namesSchema = z.array(z.string().min(1)).min(1).exactOptional();

export const monitorSchema = z
  .strictObject({
    id: idSchema.describe('Its name, as `monitor` takes it.'),
    targets: namesSchema.describe('All when left out.'),
    suites: z.array(idSchema).min(1).exactOptional().describe('All suites when left out.'),
    tags: namesSchema.describe('Only prompts with one of these tags.'),
    prompts: namesSchema.describe('Only these prompts, by id.'),
    mode: z
      .enum([...MODES, 'both'])
      .default('both')
      .describe('How to ask.'),
    everyMinutes: positiveInt
      .max(MINUTES_OF_A_WEEK)
      .default(DEFAULT_MONITOR.everyMinutes)
      .describe('How often it is asked, or is to be asked by whoever calls it.'),
    objective: z
      .number()
      .min(LEAST_OBJECTIVE)
      .max(MOST_OBJECTIVE)
      .default(DEFAULT_MONITOR.objective)
      .describe('The share of first attempts that are to be good.'),
    tokensPerDay: positiveInt
      .nullable()
      .default(DEFAULT_MONITOR.tokensPerDay)
      .describe('Of all its targets, in a day of UTC: no probe that may go beyond. null is no limit.'),
    webhookEnv: envNameSchema
      .nullable()
      .default(DEFAULT_MONITOR.webhookEnv)
      .describe(
        'The environment variable that holds a URL: alarms that come and go are posted there. null is nowhere.',
      ),
  })
  .describe('A few prompts that are asked on a schedule.');

export type MonitorRow = z.infer<typeof monitorSchema>;
