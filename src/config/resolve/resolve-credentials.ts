import type { CredentialNames } from '../../contract/wires/target.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import type { CredentialsRow } from '../rows/target-row.ts';
import type { Wire } from './resolve-wire.ts';

const WRITTEN: Readonly<Record<CredentialNames['kind'], string>> = {
  none: 'none',
  bearer: '{ bearer: ENV_NAME }',
  'aws-keys': '{ accessKeyId: ENV_NAME, secretAccessKey: ENV_NAME }',
  'aws-default-chain': 'aws-default-chain',
  'ibm-api-key': '{ apiKey: ENV_NAME }',
  'oci-key': '{ tenancy: ENV_NAME, user: ENV_NAME, fingerprint: ENV_NAME, privateKey: ENV_NAME }',
  'oci-profile': 'oci-profile',
};

/** The credentials in the contract's form. */
export function credentialNames(row: CredentialsRow): CredentialNames {
  if (row === 'none' || row === 'aws-default-chain') return { kind: row };
  if (row === 'oci-profile') return { kind: row, profile: null };
  if ('ociProfile' in row) return { kind: 'oci-profile', profile: row.ociProfile };
  if ('bearer' in row) return { kind: 'bearer', token: row.bearer };
  if ('apiKey' in row) return { kind: 'ibm-api-key', apiKey: row.apiKey };
  if ('tenancy' in row) {
    const { tenancy, user, fingerprint, privateKey, passphrase = null } = row;
    return { kind: 'oci-key', tenancy, user, fingerprint, privateKey, passphrase };
  }
  return {
    kind: 'aws-keys',
    accessKeyId: row.accessKeyId,
    secretAccessKey: row.secretAccessKey,
    sessionToken: row.sessionToken ?? null,
  };
}

/** Credentials of a kind that the wire cannot use. */
export function checkCredentials(names: CredentialNames, path: Path, wire: Wire): readonly ProblemAt[] {
  if (wire.traits.credentials.includes(names.kind)) return [];
  const usable = wire.traits.credentials.map((kind) => WRITTEN[kind]).join(', or ');
  const message = `the wire ${wire.name} cannot use credentials ${WRITTEN[names.kind]}`;
  return [problemAt([...path, 'credentials'], message, { mend: `write ${usable}` })];
}
