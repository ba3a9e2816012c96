import type { Credentials } from '../../contract/target.ts';

/** The values that must never be shown. An AWS default chain holds its own: none is known here. */
export function secretsOf(credentials: Credentials): readonly string[] {
  switch (credentials.kind) {
    case 'none':
    case 'aws-default-chain':
      return [];
    case 'bearer':
      return [credentials.token];
    case 'ibm-api-key':
      return [credentials.apiKey];
    case 'aws-keys':
      return [credentials.secretAccessKey, credentials.accessKeyId, credentials.sessionToken].filter(
        (value) => value !== null,
      );
  }
}
