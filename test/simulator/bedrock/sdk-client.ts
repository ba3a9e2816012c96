import { request as httpRequest, type IncomingMessage } from 'node:http';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';

interface SdkRequest {
  readonly method: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** A real socket under the SDK, HTTP/1.1, without the SDK's own agents. */
function handle(request: SdkRequest): Promise<{
  response: { statusCode: number; headers: Record<string, string>; body: IncomingMessage };
}> {
  return new Promise((resolve, reject) => {
    const { method, hostname, port, path, headers, body } = request;
    const outgoing = httpRequest({ method, host: hostname, port, path, headers }, (incoming) => {
      const received = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
      const response = {
        statusCode: incoming.statusCode ?? 0,
        headers: Object.fromEntries(received),
        body: incoming,
      };
      resolve({ response });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export interface SdkOptions {
  readonly secretAccessKey?: string;
  readonly accessKeyId?: string;
  readonly region?: string;
  readonly token?: string;
  readonly sessionToken?: string;
  readonly systemClockOffset?: number;
}

export const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' };

export function sdkClient(endpoint: string, options: SdkOptions = {}): BedrockRuntimeClient {
  const { accessKeyId, secretAccessKey, region, token, sessionToken, systemClockOffset } = {
    ...keys,
    ...options,
  };
  return new BedrockRuntimeClient({
    endpoint,
    region: region ?? 'us-east-1',
    credentials: {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
    ...(token === undefined ? {} : { token: { token }, authSchemePreference: ['httpBearerAuth'] }),
    ...(systemClockOffset === undefined ? {} : { systemClockOffset }),
    maxAttempts: 1,
    requestHandler: { handle, destroy: () => undefined },
  });
}
