import { nodeWorld } from '../cli/node-world.ts';
import { InputError, problem } from '../contract/problem.ts';
import { InvalidLine } from '../recordings/answer-record.ts';
import { createDecoder, type DecodeWorld } from '../runs/given/decode.ts';
import type { Decoded } from '../runs/given/describe-decoded.ts';

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

/**
 * What the adapter of its wire, SDK included, makes of a recorded response. Throws InputError for what is no recording.
 */
export async function decode(recording: RecordedResponse, options: DecodeOptions = {}): Promise<Decoded> {
  try {
    return await createDecoder(options.world ?? nodeWorld())({ ...recording });
  } catch (error) {
    throw error instanceof InvalidLine ? new InputError([problem(error.message)]) : error;
  }
}
