import { z } from 'zod';
import { nodeWorld } from '../cli/machine/node-world.ts';
import type { ErrorPhase } from '../contract/errors/error.ts';
import { InputError, problem } from '../contract/problem.ts';
import { createClassify, type Classification } from '../runs/given/classify.ts';
import { REPORTED_PROVIDERS } from '../providers/errors/reported-providers.ts';
import { readPostedError, readPostedLine } from '../recordings/read-posted-error.ts';
import type { RunWorld } from '../runs/run-world.ts';
import { checkOptions } from './check-options.ts';
import { worldOf } from './shared-options.ts';

/** An error as it was met. What was not seen is left out, or null; keys beyond these are ignored. */
export interface ErrorEnvelope {
  /** bedrock, watsonx, oci-genai, openai-compatible, the name of a server with a row, or `proxy` or `client` for what stands between. */
  readonly provider: string;
  /** Where it was met: `http` by default. */
  readonly phase?: ErrorPhase | undefined;
  readonly status?: number | null | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | null | undefined;
  /** The raw text, perhaps cut, or wrapped by a proxy. */
  readonly body?: string | null | undefined;
  /** What an SDK threw, as it is or serialised. */
  readonly sdkError?: object | null | undefined;
}

export interface ClassifyOptions {
  /** Adds the rule that decided, and what stood second. */
  readonly explain?: boolean | undefined;
  /** Adds the phrase to add to our tables, where no rule knew the words. */
  readonly suggest?: boolean | undefined;
  /** Its wall clock is for `retry-after` dates; `nodeWorld()` by default. */
  readonly world?: Pick<RunWorld, 'clock'> | undefined;
}

const optionsSchema = z.strictObject({
  explain: z.boolean().default(false),
  suggest: z.boolean().default(false),
  world: worldOf<Pick<RunWorld, 'clock'>>(),
});

/**
 * What kind of error an envelope is, whether to retry, and when (milliseconds). A line is the same as JSON text, as the
 * command reads it. Throws InputError for what is no envelope, and for options that are not known.
 */
export function classify(error: ErrorEnvelope | string, options: ClassifyOptions = {}): Classification {
  const { explain, suggest, world = nodeWorld() } = checkOptions(optionsSchema, options);
  const read =
    typeof error === 'string'
      ? readPostedLine(error, REPORTED_PROVIDERS)
      : readPostedError({ ...error }, REPORTED_PROVIDERS);
  if ('wrong' in read) throw new InputError(read.wrong.map((what) => problem(what)));
  return createClassify({ nowMs: () => world.clock.wallMs(), explain, suggest })(read.post);
}
