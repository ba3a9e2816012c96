import { z } from 'zod';
import { CONCURRENCY_RANGE, MAX_CONCURRENCY } from '../../contract/wires/target.ts';
import { TRAFFIC } from '../catalog.ts';
import { positiveInt } from './names.ts';

const deadlinesSchema = z
  .strictObject({
    headersMs: positiveInt.exactOptional().describe('From sent to the response head.'),
    firstOutputMs: positiveInt.exactOptional().describe('From sent to the first output.'),
    idleMs: positiveInt.exactOptional().describe('Between two pieces of a body.'),
    totalMs: positiveInt.exactOptional().describe('One attempt.'),
    exchangeMs: positiveInt.exactOptional().describe('All attempts and waits of one exchange.'),
    judgingMs: positiveInt
      .exactOptional()
      .describe(
        'Holding one answer against schemas that are not plainly quick; beyond it nothing is proven.',
      ),
  })
  .describe('Milliseconds.');

const guardsSchema = z
  .strictObject({
    maxResponseBytes: positiveInt.exactOptional().describe('The whole body.'),
    maxResponseCharacters: positiveInt
      .exactOptional()
      .describe('Text, reasoning and tool arguments together.'),
    maxEvents: positiveInt.exactOptional().describe('Events of one stream.'),
    maxEventBytes: positiveInt.exactOptional().describe('One event.'),
  })
  .describe('Ceilings on one response, after decoding.');

const rates = {
  requestsPerMinute: positiveInt.nullable().exactOptional().describe('null is no limit.'),
  tokensPerMinute: positiveInt.nullable().exactOptional().describe('Input and output; null is no limit.'),
};

/** Limits that a target may set for itself and `defaults` for all. */
export const limitKeys = {
  concurrency: positiveInt
    .max(MAX_CONCURRENCY, { error: `must be ${CONCURRENCY_RANGE}` })
    .exactOptional()
    .describe('Requests in flight to one target.'),
  deadlines: deadlinesSchema.exactOptional(),
  guards: guardsSchema.exactOptional(),
  maxRetries: z
    .int()
    .nonnegative()
    .exactOptional()
    .describe('After the first attempt. 2 user-facing, 1 background.'),
  waitReadyMs: z
    .int()
    .nonnegative()
    .exactOptional()
    .describe(
      'How long a live target that is still loading its model is waited for, before the run. 0: not.',
    ),
  traffic: z.enum(TRAFFIC).exactOptional().describe('Sets maxRetries where it is not stated.'),
};

export const defaultsSchema = z
  .strictObject({
    ...limitKeys,
    quota: z
      .strictObject(rates)
      .exactOptional()
      .describe('For every pool that states no limit; null is none.'),
  })
  .describe('What targets have that do not say otherwise.');

export const quotaSchema = z
  .strictObject({
    pool: z
      .string()
      .min(1)
      .exactOptional()
      .describe("Targets with one pool share its limits. Default: the target's id."),
    ...rates,
  })
  .describe("The provider's limits, shared by a pool.");
