import {
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  type BedrockRuntimeClient,
  type ConverseCommandInput,
  type InvokeModelCommandInput,
} from '@aws-sdk/client-bedrock-runtime';
import { countEvents } from '../sdk-witness.ts';
import type { Wire } from '../wire.ts';
import { createClient } from './create-client.ts';
import { createConverseStreamDecoder } from './decode-converse-stream.ts';
import { encodeConverse } from './encode-converse.ts';
import { encodeLlama } from './encode-llama.ts';
import { readConverseBody } from './read-converse-body.ts';
import { createLlamaStreamDecoder, readLlamaBody } from './read-llama.ts';

/** What both of Bedrock's wires have in common. */
const bedrock = {
  connect: createClient,
  requestIdHeaders: () => ['x-amzn-requestid', 'x-amzn-request-id', 'x-amz-request-id'],
  /** Frames begin with their length in binary, so a stream's call that is answered by one body shows at once. */
  isStream: (start, asked) => asked === 'stream' && !/^[{<]/.test(start),
} satisfies Partial<Wire<BedrockRuntimeClient, unknown>>;

export const CONVERSE: Wire<BedrockRuntimeClient, ConverseCommandInput> = {
  ...bedrock,
  encode: encodeConverse,
  async invoke(client, input, { mode, transport, signal }) {
    const options = { abortSignal: signal, transport };
    if (mode === 'send') return { answer: await client.send(new ConverseCommand(input), options) };
    return countEvents((await client.send(new ConverseStreamCommand(input), options)).stream);
  },
  readStream: createConverseStreamDecoder,
  readBody: readConverseBody,
};

export const INVOKE_LLAMA: Wire<BedrockRuntimeClient, InvokeModelCommandInput> = {
  ...bedrock,
  encode(modelId, request) {
    const type = 'application/json';
    return { modelId, contentType: type, accept: type, body: JSON.stringify(encodeLlama(request)) };
  },
  async invoke(client, input, { mode, transport, signal }) {
    const options = { abortSignal: signal, transport };
    if (mode === 'send') return { answer: await client.send(new InvokeModelCommand(input), options) };
    const command = new InvokeModelWithResponseStreamCommand(input);
    return countEvents((await client.send(command, options)).body);
  },
  readStream: createLlamaStreamDecoder,
  readBody: readLlamaBody,
};
