import { z } from 'zod';
import { DROP_NAMES, type ShadowAccounts } from './traffic.ts';

const count = z.int().nonnegative();

export const accountsSchema: z.ZodType<ShadowAccounts> = z
  .strictObject({
    arrivals: count,
    unsampled: count,
    dropped: z.record(z.enum(DROP_NAMES), count).readonly().describe('By the reason.'),
    waiting: count,
    sent: count,
    asking: count,
    answered: count.describe('Both sides gave all their answers.'),
    failed: count.describe('A side gave an error, or cannot be asked it.'),
    expired: count.describe('Not all answers came in time, or before the process ended.'),
  })
  .readonly()
  .describe(
    'arrivals = unsampled + dropped + waiting + sent, and sent = asking + answered + failed + expired.',
  );

const twinsSchema = z
  .strictObject({
    both: count,
    liveAlone: count.describe('The other side gave an error, and the live side did not.'),
    twinAlone: count.describe(
      'The live side gave an error, or its client left, and the other side answered.',
    ),
    neither: count,
    missing: count.describe('The other side was not asked, or did not answer in time.'),
  })
  .readonly();
export type Twins = z.infer<typeof twinsSchema>;

/** What is said of live requests that were asked again, beside how they were answered. */
export const shadowReportSchema = z
  .strictObject({
    migration: z.string(),
    accounts: accountsSchema,
    twins: twinsSchema
      .nullable()
      .describe(
        'Live answers beside what the other side came to, by request; null where a gateway has them.',
      ),
    oneTurn: count.describe(
      'Requests whose history holds results of tools: of those one turn alone was asked.',
    ),
    losses: z
      .array(
        z
          .strictObject({
            field: z.string(),
            action: z.enum(['dropped', 'downgraded']),
            reason: z.string(),
            requests: count,
          })
          .readonly(),
      )
      .readonly()
      .describe('What a canonical request could not carry of them.'),
  })
  .readonly();

export type ShadowReport = z.infer<typeof shadowReportSchema>;
