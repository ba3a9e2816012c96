import { z } from 'zod';
import { nodeWorld } from '../cli/machine/node-world.ts';
import { InputError, problem } from '../contract/problem.ts';
import { InvalidLine } from '../recordings/answer-record.ts';
import { createDecoder, type DecodeWorld } from '../runs/given/decode.ts';
import type { Decoded } from '../runs/given/describe-decoded.ts';
import { checkOptions } from './check-options.ts';
import { worldOf } from './shared-options.ts';

/** One recorded response. Keys beyond these are ignored. */
export interface RecordedResponse {
  /** bedrock-converse, openai-chat, …, each also with `-stream`; an unknown one is answered with all of them. */
  readonly wire: string;
  /** The OpenAI-compatible server, by its name. */
  readonly server?: string | undefined;
  /** The request that it answers, as far as known. */
  readonly request?: object | undefined;
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined;
    /** The bytes as they came. */
    readonly bodyBase64: string;
  };
}

export interface DecodeOptions {
  /** `nodeWorld()` by default. */
  readonly world?: DecodeWorld | undefined;
}

const optionsSchema = z.strictObject({ world: worldOf<DecodeWorld>() });

/**
 * What the adapter of its wire, SDK included, makes of a recorded response. Throws InputError for what is no recording,
 * and for options that are not known.
 */
export async function decode(recording: RecordedResponse, options: DecodeOptions = {}): Promise<Decoded> {
  const { world = nodeWorld() } = checkOptions(optionsSchema, options);
  try {
    return await createDecoder(world)({ ...recording });
  } catch (error) {
    throw error instanceof InvalidLine ? new InputError([problem(error.message)]) : error;
  }
}
