import { z } from 'zod';
import { STAGES } from '../../contract/gates/migration.ts';
import { ARMS, DEFAULT_TRAFFIC_RULES as USUAL } from '../../contract/traffic/traffic-rules.ts';
import { isSecretName, whyNoHeader } from '../header-text.ts';
import { headerNameSchema, idSchema, positiveInt, requestPathSchema } from './names.ts';

const MOST_KEYS = 10_000;
const MINUTES_OF_A_WEEK = 7 * 24 * 60;

const keySchema = z.string().min(1).max(256);

const cohortSchema = z.strictObject({
  id: idSchema.describe('Its name within the migration.'),
  keys: z.array(keySchema).min(1).max(MOST_KEYS).describe('Client keys.'),
  from: z
    .enum(STAGES)
    .exclude(['shadow'])
    .describe('From this stage on the candidate serves them. Never after a rollback.'),
});

const shadowSchema = z
  .strictObject({
    share: z
      .number()
      .min(0)
      .max(1)
      .default(USUAL.shadow.share)
      .describe('Of the requests that may be mirrored: 0 none, 1 all.'),
    inFlight: positiveInt
      .max(500)
      .default(USUAL.shadow.inFlight)
      .describe('Mirrored requests that are asked at once.'),
    legsPerSecond: positiveInt
      .max(100_000)
      .default(USUAL.shadow.legsPerSecond)
      .describe('Calls that begin in a second at most, evenly: each mirrored request takes three.'),
    queue: z
      .strictObject({
        requests: positiveInt
          .max(1_000_000)
          .default(USUAL.shadow.queue.requests)
          .describe('As many may wait; further ones are dropped and counted.'),
        bytes: positiveInt.default(USUAL.shadow.queue.bytes).describe('So large may those be together.'),
      })
      .prefault({})
      .describe('What waits to be asked.'),
    expireSeconds: positiveInt
      .max(86_400)
      .default(USUAL.shadow.expireSeconds)
      .describe('What waited longer is not asked.'),
    tokensPerDay: positiveInt
      .nullable()
      .default(USUAL.shadow.tokensPerDay)
      .describe('Of all that is asked beside live traffic, in a day of UTC. null is no limit.'),
    dollarsPerDay: z
      .number()
      .positive()
      .nullable()
      .default(USUAL.shadow.dollarsPerDay)
      .describe('The same, by prices:. null is no limit.'),
    pauseAbove: z
      .strictObject({
        p95Ms: positiveInt
          .nullable()
          .default(USUAL.shadow.pauseAbove.p95Ms)
          .describe('Of live answers. null: latency pauses nothing.'),
        on429: z
          .boolean()
          .default(USUAL.shadow.pauseAbove.on429)
          .describe('Whether live answers of 429 pause it.'),
      })
      .prefault({})
      .describe('Nothing is mirrored while live traffic is beyond this.'),
  })
  .prefault({})
  .describe('How live requests are asked again, beside the live path.');

/** Of a migration. All of it may be left out. */
export const trafficSchema = z
  .strictObject({
    clientKey: headerNameSchema
      .default(USUAL.clientKey)
      .superRefine((name, context) => {
        if (!isSecretName(name) && whyNoHeader(name) === null) return;
        const message =
          'must be a header of its own: decisions show whose request it was, and this one may carry a secret';
        context.addIssue({ code: 'custom', message });
      })
      .describe(
        'The header by which a client is known. Without it the user in the body, else each request is its own client.',
      ),
    pins: z
      .record(keySchema, z.enum(ARMS))
      .default(USUAL.pins)
      .describe(
        'Client keys that stay on their arm whatever the share; on the candidate only while it serves anybody.',
      ),
    cohorts: z.array(cohortSchema).default([]).describe('Clients who move first.'),
    paths: z
      .array(requestPathSchema)
      .min(1)
      .default([...USUAL.paths])
      .describe('The only paths of which requests are mirrored.'),
    idempotencyMinutes: positiveInt
      .max(MINUTES_OF_A_WEEK)
      .default(USUAL.idempotencyMinutes)
      .describe('How long a request that came before, by requestIdHeader, is answered by its first answer.'),
    fallback: z
      .string()
      .nullable()
      .default(USUAL.fallback)
      .describe('A target that is asked on a retryable error before the first byte. null is none.'),
    attempts: positiveInt
      .max(5)
      .default(USUAL.attempts)
      .describe('Of one live request, over its arm and the fallback.'),
    shadow: shadowSchema,
  })
  .describe('How its live traffic is treated.');
