import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import type { AdapterWorld } from '../../contract/wires/adapter.ts';
import type { Credentials, Target } from '../../contract/wires/target.ts';
import { isRecord } from '../../json/read.ts';
import { createWordDecoder } from '../reading/create-word-decoder.ts';
import { SigningHash } from './signing-hash.ts';
import { spellByMachine } from './spell-by-machine.ts';

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
    endpoint: endpointOf(target.baseUrl),
    requestHandler: shims.requestHandler,
    utf8Encoder: createWordDecoder(),
    sha256: SigningHash,
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
  // It would copy every request and answer for a log that nobody keeps.
  client.middlewareStack.remove('loggerMiddleware');
  loadReaderOnce(client);
  spellByMachine(client);
  if (Object.keys(headers).length > 0) signHeaders(client, headers);
  if (credentials.kind === 'aws-default-chain') tellOfFetched(client, learnSecret);
  makeSignerOnce(client);
  layConfigOut(client);
  return client;
}

/** Taken apart once: from a text the SDK does so three times a request. */
function endpointOf(baseUrl: string) {
  const { protocol, hostname, port, pathname } = new URL(baseUrl);
  return { protocol, hostname, path: pathname, ...(port !== '' && { port: Number(port) }) };
}

/**
 * For each stream the SDK requires its reader of events anew, and Node finds a module by way of the disk where it was first
 * loaded from another place. The reader holds nothing of a call.
 */
function loadReaderOnce({ config: { protocol } }: BedrockRuntimeClient): void {
  const load: unknown = Reflect.get(protocol, 'loadEventStreamCapability');
  if (typeof load !== 'function') return;
  let loaded: unknown = null;
  Reflect.set(protocol, 'loadEventStreamCapability', (): unknown => {
    loaded ??= Reflect.apply(load, protocol, []);
    return loaded;
  });
}

/** For each request the SDK makes a signer of its whole configuration, and always the same: it holds nothing of a call. */
function makeSignerOnce({ config }: BedrockRuntimeClient): void {
  const { signer } = config;
  let made: ReturnType<typeof signer> | null = null;
  config.signer = (authScheme) => (made ??= signer(authScheme));
}

/**
 * The SDK copies its configuration three times a request. It put it together piece by piece, which leaves V8 with a table of
 * hashes: to copy that takes 17 us. What is copied from it is laid out as an object that never changes, and copied in a
 * fraction of one. Last, as what is set later would not be seen by what has the configuration already.
 */
function layConfigOut(client: BedrockRuntimeClient): void {
  Reflect.set(client, 'config', { ...client.config });
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
