import type { Credentials, Target } from '../contract/wires/target.ts';
import type { Seat } from './face.ts';
import { MADE_UP_KEY } from './oci-genai/made-up-key.ts';

/** Where the simulator answers for a target, with the test credentials that it accepts. */
export function seatTarget(target: Target): Seat {
  return {
    id: target.id,
    face: target.server ?? target.provider,
    dialect: target.dialect,
    modelId: target.model.providerModelId,
    contextTokens: target.model.contextTokens,
    maxOutputTokens: target.model.maxOutputTokens,
    maxImages: target.model.images?.maxCount ?? null,
    filters: target.capabilities.contentFilter,
    credentials: testCredentials(target),
    region: target.region,
    settings: target.settings,
  };
}

/** The target as it is called where it is simulated: every address, the auxiliary ones too, is at its seat. */
export function callAtSeat<T extends Target>(target: T, baseUrl: string): T {
  const { dialect, settings, credentials } = target;
  const polling = dialect?.asyncPolling ?? null;
  return {
    ...target,
    baseUrl,
    settings: credentials.kind === 'ibm-api-key' ? { ...settings, iam_url: baseUrl } : settings,
    dialect:
      dialect === null || polling === null
        ? dialect
        : {
            ...dialect,
            asyncPolling: {
              ...polling,
              statusUrl: `${baseUrl}${new URL(polling.statusUrl).pathname.replace('%7Bid%7D', '{id}')}`,
            },
          },
  };
}

/** Made up, and of no use anywhere else. */
function testCredentials(target: Target): Credentials {
  switch (target.credentials.kind) {
    case 'none':
      return { kind: 'none' };
    case 'bearer':
      return { kind: 'bearer', token: `simulated-token-${target.id}` };
    case 'ibm-api-key':
      return { kind: 'ibm-api-key', apiKey: `simulated-api-key-${target.id}` };
    case 'oci-key':
    case 'oci-profile':
      return MADE_UP_KEY;
    case 'aws-keys':
    case 'aws-default-chain':
      return {
        kind: 'aws-keys',
        accessKeyId: 'AKIASIMULATED0000000',
        secretAccessKey: `simulated-secret-${target.id}`,
        sessionToken: null,
      };
  }
}
