import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import type { AdapterWorld } from '../../contract/adapter.ts';
import type { Credentials, Target } from '../../contract/target.ts';
import { isRecord } from '../../json/read.ts';
import { createWordDecoder } from '../reading/create-word-decoder.ts';

/**
 * A client with nothing left to the environment or to ~/.aws: every setting that the SDK would look up is given.
 * The default credential chain is used when the configuration says so in words, and only then.
 */
export function createClient(
  target: Target,
  credentials: Credentials,
  { shims, headers, learnSecret }: Pick<AdapterWorld, 'shims' | 'headers' | 'learnSecret'>,
): BedrockRuntimeClient {
  const client = new BedrockRuntimeClient({
    region: target.region ?? 'us-east-1',
    endpoint: target.baseUrl,
    requestHandler: shims.requestHandler,
    utf8Encoder: createWordDecoder(),
    // We count the attempts (design, law 7).
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    userAgentAppId: async () => undefined,
    // The SDK's own would tell AWS_EXECUTION_ENV.
    defaultUserAgentProvider: async () => [['llama-contract']],
    authSchemePreference: credentials.kind === 'bearer' ? ['httpBearerAuth'] : ['sigv4'],
    ...identity(credentials),
  });
  // It would hand on the trace of a Lambda function around us (_X_AMZN_TRACE_ID).
  client.middlewareStack.remove('recursionDetectionMiddleware');
  if (Object.keys(headers).length > 0) signHeaders(client, headers);
  if (credentials.kind === 'aws-default-chain') tellOfFetched(client, learnSecret);
  return client;
}

/** A signature covers what stands in a request when it is made: https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/middleware-stack.html */
function signHeaders(client: BedrockRuntimeClient, headers: AdapterWorld['headers']): void {
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (isRecord(request) && isRecord(request['headers'])) Object.assign(request['headers'], headers);
      return next(args);
    },
    { step: 'build', name: 'ownHeaders' },
  );
}

/** What the default chain finds is as secret as what is configured, and new whenever it runs out. */
function tellOfFetched(client: BedrockRuntimeClient, learnSecret: AdapterWorld['learnSecret']): void {
  const fetch = client.config.credentials;
  client.config.credentials = async (options) => {
    const found = await fetch(options);
    const { accessKeyId, secretAccessKey, sessionToken } = found;
    for (const secret of [secretAccessKey, accessKeyId, sessionToken]) {
      if (secret !== undefined) learnSecret(secret);
    }
    return found;
  };
}

function identity(credentials: Credentials): object {
  if (credentials.kind === 'bearer') return { token: { token: credentials.token } };
  if (credentials.kind !== 'aws-keys') return {};
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== null && { sessionToken }) },
  };
}
