import { z } from 'zod';
import { ERROR_KINDS } from '../errors/error-kind.ts';
import { jsonValueSchema } from '../json-value.ts';
import { MODES } from '../exchanges/mode.ts';

/** What goes wrong with the bytes. */
export const WIRE_FAULTS = [
  'exception',
  'error-body',
  'html',
  'cut',
  'reset',
  'stall',
  'bad-crc',
  'content-type',
  'junk',
  'status-200-error',
  'drop-finish',
  'drop-usage',
  'drop-done',
  'drop-request-id',
  'repeat-request-id',
  'wrong-model',
  'accepted-202',
  'oddity',
  'retired',
  'retiring',
] as const;

/** What is wrong with an answer whose bytes are well formed. */
export const ANSWER_FAULTS = [
  'drop-key',
  'retype',
  'enum',
  'null',
  'truncate',
  'fence',
  'finish',
  'tool',
  'tool-arguments',
  'usage',
  'text',
  'input-cut',
  'cap',
  'tool-cap',
  'stop-ignored',
  'vary',
  'schema-ignored',
] as const;

const matchSchema = z
  .strictObject({
    target: z.string().optional(),
    prompt: z.string().optional(),
    mode: z.enum(MODES).optional(),
    share: z.number().min(0).max(1).optional().describe('Share of matching requests, drawn by the seed.'),
    nth: z
      .int()
      .positive()
      .optional()
      .describe('Only the nth request for the same target, prompt and mode, counted from 1.'),
    seed: z.int().optional(),
  })
  .readonly();

const placeSchema = z.union([
  z.enum(['before-headers', 'headers', 'after-finish']),
  z.strictObject({ part: z.int().nonnegative().describe('After this many content parts.') }).readonly(),
  z.strictObject({ byte: z.int().nonnegative().describe('After this many bytes of the body.') }).readonly(),
]);

const EFFECTS = [
  'wire',
  'answer',
  'profile',
  'loadingMs',
  'acceptsTokens',
  'recall',
  'queue',
  'prefixCache',
] as const;
/** What is of a target, whatever it is asked. */
const OF_TARGETS = ['loadingMs', 'queue', 'prefixCache'] as const;

const queueSchema = z
  .strictObject({
    servers: z
      .int()
      .min(1)
      .max(1_000)
      .describe('Requests that are served at once; others wait in their order.'),
    serviceMs: z.number().positive().max(600_000).describe('How long each takes.'),
    freeze: z
      .strictObject({
        atMs: z.number().nonnegative().describe('After the simulator began.'),
        forMs: z.number().positive(),
      })
      .readonly()
      .optional()
      .describe('For so long nothing is served, and what is being served waits.'),
  })
  .readonly();

/** One planted defect: whom it meets, where in the response, and what happens. Each key has one meaning for all wires. */
export const faultSchema = z
  .strictObject({
    match: matchSchema.default({}),
    at: placeSchema.default('headers'),
    wire: z.enum(WIRE_FAULTS).optional(),
    error: z
      .strictObject({ kind: z.enum(ERROR_KINDS), retryAfterMs: z.int().nonnegative().optional() })
      .readonly()
      .optional()
      .describe('What an exception or error body says.'),
    answer: z.enum(ANSWER_FAULTS).optional(),
    pointer: z
      .string()
      .optional()
      .describe('JSON pointer into the answer, for drop-key, retype, enum and null.'),
    value: jsonValueSchema
      .optional()
      .describe(
        "The wrong value: a finish word, a tool's name, a usage count, a content type, how many polls wait, the name of a server's own oddity, the day on which a model ends.",
      ),
    queue: queueSchema
      .optional()
      .describe('The target serves as many requests at once as it has servers: a load has a known capacity.'),
    prefixCache: z
      .strictObject({
        msPerToken: z
          .number()
          .nonnegative()
          .describe('How long each input token takes that was not read before.'),
      })
      .readonly()
      .optional()
      .describe(
        'The target keeps how requests begin, and reads that from its cache the next time; OpenAI-compatible servers and Converse say how much.',
      ),
    loadingMs: z
      .int()
      .positive()
      .optional()
      .describe(
        'The target is loading its model: for so long after the simulator began, every request is answered so.',
      ),
    acceptsTokens: z
      .int()
      .positive()
      .optional()
      .describe('Longer inputs are refused, whatever the target advertises.'),
    recall: z
      .strictObject({ halfTokens: z.number().positive(), slope: z.number().positive() })
      .readonly()
      .optional()
      .describe(
        'How well long inputs are read: at halfTokens every second answer is lost, by a logistic curve whose logit falls by slope with each doubling.',
      ),
    profile: z
      .strictObject({
        latency: z
          .strictObject({ medianMs: z.number().positive(), sigma: z.number().nonnegative() })
          .readonly(),
        failShare: z.number().min(0).max(1),
      })
      .readonly()
      .optional(),
  })
  .readonly()
  .refine((fault) => EFFECTS.some((effect) => fault[effect] !== undefined), {
    error: `needs one of ${EFFECTS.join(', ')}`,
  })
  .superRefine((fault, context) => {
    if (Object.keys(fault.match).every((key) => key === 'target')) return;
    for (const key of OF_TARGETS) {
      if (fault[key] === undefined) continue;
      const message = `${key} is of a whole target: match may name the target alone`;
      context.addIssue({ code: 'custom', message });
    }
  })
  .refine(({ wire, value }) => value === undefined || !isEnd(wire) || z.iso.date().safeParse(value).success, {
    path: ['value'],
    error: 'the day on which a model ends is a date: YYYY-MM-DD',
  });

function isEnd(wire: WireFault | undefined): boolean {
  return wire === 'retired' || wire === 'retiring';
}

export const faultsFileSchema = z.strictObject({ faults: z.array(faultSchema).readonly() }).readonly();

export type Fault = z.infer<typeof faultSchema>;
export type WireFault = (typeof WIRE_FAULTS)[number];
export type AnswerFault = (typeof ANSWER_FAULTS)[number];
