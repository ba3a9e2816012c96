import type { CredentialNames, Credentials } from '../../contract/wires/target.ts';

type OciProfile = Extract<CredentialNames, { kind: 'oci-profile' }>;

/** A value that must never be shown, and how people know it: by its variable. */
export interface NamedSecret {
  readonly name: string;
  readonly value: string;
}

/** The values that must never be shown. An AWS default chain holds its own, which its client tells when it has them. */
export function secretsOf(
  credentials: Exclude<Credentials | CredentialNames, OciProfile>,
): readonly string[] {
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
    case 'oci-key': {
      const { privateKey, passphrase, tenancy, user, fingerprint } = credentials;
      return [privateKey, passphrase, tenancy, user, fingerprint].filter((value) => value !== null);
    }
    case 'oci-session':
      return [credentials.privateKey, credentials.passphrase, credentials.token].filter(
        (value) => value !== null,
      );
  }
}

/** The same, each with the name of its variable, or of the profile that says it. */
export function namedSecretsOf(names: CredentialNames, credentials: Credentials): readonly NamedSecret[] {
  if (names.kind === 'oci-profile') {
    return secretsOf(credentials).map((value) => ({ name: 'a value of the OCI profile', value }));
  }
  // The names have the form of what they name.
  const variables = secretsOf(names);
  return secretsOf(credentials).map((value, at) => ({
    name: `environment variable ${variables[at] ?? ''}`,
    value,
  }));
}

/**
 * The user name and the password of a proxy, which travel as one word too: both together are known where each alone is
 * too short. `source` is where the URL stands.
 */
export function proxySecrets(proxy: string | null, source: string): readonly NamedSecret[] {
  if (proxy === null || !URL.canParse(proxy)) return [];
  const [user, password] = [new URL(proxy).username, new URL(proxy).password].map(decoded);
  if (user === undefined || password === undefined) return [];
  return [
    { name: `the user name in ${source}`, value: user },
    { name: `the password in ${source}`, value: password },
    { name: `the user name and password in ${source}`, value: `${user}:${password}` },
  ].filter(({ value }) => value.replace(/^:$/, '') !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
