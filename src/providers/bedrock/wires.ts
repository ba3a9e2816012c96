import {
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  type BedrockRuntimeClient,
} from '@aws-sdk/client-bedrock-runtime';
import type { Mode } from '../../contract/mode.ts';
import type { CanonicalRequest } from '../../contract/request.ts';
import { bodyDecoder } from '../body-decoder.ts';
import type { DecodeContext, Decoder } from '../decode-context.ts';
import { sniffingDecoder } from '../sniffing-decoder.ts';
import { JSON_BODY, withFinding } from '../with-finding.ts';
import { countEvents, type SdkAccount } from '../sdk-witness.ts';
import { createConverseStreamDecoder } from './decode-converse-stream.ts';
import { decodeConverse } from './decode-converse.ts';
import { createLlamaStreamDecoder } from './decode-llama-stream.ts';
import { decodeLlama } from './decode-llama.ts';
import { encodeConverse } from './encode-converse.ts';
import { encodeLlama } from './encode-llama.ts';

/** How a client of the SDK uses one of Bedrock's two wires: sends, and reads the answer to its end. */
export interface BedrockWire {
  invoke(
    client: BedrockRuntimeClient,
    modelId: string,
    request: CanonicalRequest,
    mode: Mode,
    signal: AbortSignal,
  ): Promise<SdkAccount>;
  decoder(context: DecodeContext, mode: Mode): Decoder;
}

export const BEDROCK_WIRES: Readonly<Record<string, BedrockWire>> = {
  'bedrock-converse': {
    async invoke(client, modelId, request, mode, abortSignal) {
      const input = encodeConverse(modelId, request);
      if (mode === 'send') return { answer: await client.send(new ConverseCommand(input), { abortSignal }) };
      return countEvents((await client.send(new ConverseStreamCommand(input), { abortSignal })).stream);
    },
    decoder: (context, mode) => frames(context, mode, createConverseStreamDecoder, decodeConverse),
  },
  'bedrock-invoke-llama': {
    async invoke(client, modelId, request, mode, abortSignal) {
      const type = 'application/json';
      const input = { modelId, contentType: type, accept: type, body: JSON.stringify(encodeLlama(request)) };
      if (mode === 'send')
        return { answer: await client.send(new InvokeModelCommand(input), { abortSignal }) };
      const command = new InvokeModelWithResponseStreamCommand(input);
      return countEvents((await client.send(command, { abortSignal })).body);
    },
    decoder: (context, mode) => frames(context, mode, createLlamaStreamDecoder, decodeLlama),
  },
};

/** Frames begin with their length in binary, so a stream's call that is answered by one body shows at once. */
function frames(
  context: DecodeContext,
  mode: Mode,
  stream: (context: DecodeContext) => Decoder,
  body: Parameters<typeof bodyDecoder>[1],
): Decoder {
  if (mode === 'send') return bodyDecoder(context, body);
  return sniffingDecoder((start) =>
    /^[{<]/.test(start) ? withFinding(bodyDecoder(context, body), JSON_BODY) : stream(context),
  );
}
