import { problem, type Problem } from '../../contract/problem.ts';
import type { CredentialNames, Credentials, Target } from '../../contract/wires/target.ts';
import { whyNoHeaderValue } from '../header-text.ts';
import { readOciProfile } from './read-oci-profile.ts';
import { asPem, whyNoSigningKey } from './signing-key.ts';
import { readVariables, type Environment } from './read-variables.ts';

type Read = (name: string) => string;

type InEnvironment = Exclude<CredentialNames, { kind: 'oci-profile' }>;

/** The environment variables that hold a target's credentials. */
export function namesIn(names: CredentialNames): readonly string[] {
  switch (names.kind) {
    case 'none':
    case 'aws-default-chain':
    case 'oci-profile':
      return [];
    case 'bearer':
      return [names.token];
    case 'ibm-api-key':
      return [names.apiKey];
    case 'aws-keys':
      return [names.accessKeyId, names.secretAccessKey, names.sessionToken].filter((name) => name !== null);
    case 'oci-key': {
      const { tenancy, user, fingerprint, privateKey, passphrase } = names;
      return [tenancy, user, fingerprint, privateKey, passphrase].filter((name) => name !== null);
    }
  }
}

function filled(names: InEnvironment, read: Read): Credentials {
  switch (names.kind) {
    case 'none':
    case 'aws-default-chain':
      return names;
    case 'bearer':
      return { kind: 'bearer', token: read(names.token) };
    case 'ibm-api-key':
      return { kind: 'ibm-api-key', apiKey: read(names.apiKey) };
    case 'aws-keys':
      return {
        kind: 'aws-keys',
        accessKeyId: read(names.accessKeyId),
        secretAccessKey: read(names.secretAccessKey),
        sessionToken: names.sessionToken === null ? null : read(names.sessionToken),
      };
    case 'oci-key':
      return {
        kind: 'oci-key',
        tenancy: read(names.tenancy),
        user: read(names.user),
        fingerprint: read(names.fingerprint),
        privateKey: asPem(read(names.privateKey)),
        passphrase: names.passphrase === null ? null : read(names.passphrase),
      };
  }
}

/**
 * The credentials of a target, from the environment or from a profile of OCI; a problem names every variable, or every entry
 * of the profile, that is missing.
 */
export async function readCredentials(
  target: Pick<Target, 'id' | 'credentials'>,
  env: Environment,
): Promise<{ readonly credentials: Credentials } | { readonly problem: Problem }> {
  const { credentials: names } = target;
  if (names.kind === 'oci-profile') {
    const read = await readOciProfile(names.profile, env);
    if ('credentials' in read) return read;
    return { problem: problem(`target "${target.id}": ${read.reason}`, read.mend) };
  }
  const ofLines = names.kind === 'oci-key' ? [names.privateKey] : [];
  const found = readVariables(namesIn(names), env, ofLines);
  if ('reason' in found) {
    return {
      problem: problem(
        `target "${target.id}": ${found.reason}`,
        'set what is missing, or run with --source simulate',
      ),
    };
  }
  const unfit = namesInHeaders(names).find((name) => whyNoHeaderValue(found.values.get(name) ?? '') !== null);
  if (unfit !== undefined) {
    const why = whyNoHeaderValue(found.values.get(unfit) ?? '') ?? '';
    return {
      problem: problem(
        `target "${target.id}": environment variable ${unfit} ${why}: no header can carry it`,
        'copy the key once more from where the provider shows it',
      ),
    };
  }
  const credentials = filled(names, (name) => found.values.get(name) ?? '');
  const why = credentials.kind === 'oci-key' ? whyNoSigningKey(credentials) : null;
  if (why !== null) {
    const [name = ''] = ofLines;
    return {
      problem: problem(
        `target "${target.id}": environment variable ${name} ${why}`,
        'give it the text of the .pem file of the API key, with its line breaks or with \\n in their place',
      ),
    };
  }
  return { credentials };
}

/** Those of them that are sent as they are. An IBM key goes in a form, and what signs for AWS and OCI stays. */
function namesInHeaders(names: InEnvironment): readonly string[] {
  if (names.kind === 'bearer') return [names.token];
  if (names.kind === 'oci-key') return [names.tenancy, names.user, names.fingerprint];
  if (names.kind !== 'aws-keys') return [];
  return [names.accessKeyId, names.sessionToken].filter((name) => name !== null);
}
