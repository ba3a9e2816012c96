import type { CredentialNames } from '../../contract/target.ts';
import type { WireTraits } from '../../contract/wire-traits.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type Report } from '../../files/problem-at.ts';
import type { CredentialsRow } from '../rows/target-row.ts';

const WRITTEN: Readonly<Record<CredentialNames['kind'], string>> = {
  none: 'none',
  bearer: '{ bearer: ENV_NAME }',
  'aws-keys': '{ accessKeyId: ENV_NAME, secretAccessKey: ENV_NAME }',
  'aws-default-chain': 'aws-default-chain',
  'ibm-api-key': '{ apiKey: ENV_NAME }',
};

function namesOf(row: CredentialsRow): CredentialNames {
  if (row === 'none' || row === 'aws-default-chain') return { kind: row };
  if ('bearer' in row) return { kind: 'bearer', token: row.bearer };
  if ('apiKey' in row) return { kind: 'ibm-api-key', apiKey: row.apiKey };
  return {
    kind: 'aws-keys',
    accessKeyId: row.accessKeyId,
    secretAccessKey: row.secretAccessKey,
    sessionToken: row.sessionToken ?? null,
  };
}

/** The credentials in the contract's form; a kind that the wire cannot use is a problem. */
export function resolveCredentials(
  row: CredentialsRow,
  path: Path,
  wire: { readonly name: string; readonly traits: WireTraits },
  report: Report,
): CredentialNames {
  const names = namesOf(row);
  if (!wire.traits.credentials.includes(names.kind)) {
    const usable = wire.traits.credentials.map((kind) => WRITTEN[kind]).join(', or ');
    report(
      problemAt(
        [...path, 'credentials'],
        `the wire ${wire.name} cannot use credentials ${WRITTEN[names.kind]}`,
        {
          mend: `write ${usable}`,
        },
      ),
    );
  }
  return names;
}
