import { isAbsolute, join } from 'node:path';
import type { Credentials } from '../../contract/wires/target.ts';
import { MAX_BYTES, readBounded } from '../../files/read-bounded.ts';
import { whyUnreadable } from '../../files/read-text.ts';
import { suggest } from '../../files/suggest.ts';
import { whyNoHeaderValue } from '../header-text.ts';
import type { Environment } from './read-variables.ts';
import { asPem, whyNoSigningKey } from './signing-key.ts';

/** Why there are no credentials, and how to have some. No value is told, names of files and of keys are. */
interface Lack {
  readonly reason: string;
  readonly mend: string;
}
export type ReadProfile = { readonly credentials: Credentials } | Lack;

type Entries = ReadonlyMap<string, string>;

const WHERE =
  'the file is the one that OCI_CLI_CONFIG_FILE or OCI_CONFIG_FILE names, else ~/.oci/config; oci setup config writes one';
const LACKING = 'write it under the name of the profile, or have oci setup config write a whole one';
const FALLBACK = 'DEFAULT';
/** What a profile of an account must say, beside its key. */
const OF_ACCOUNT = ['tenancy', 'user', 'fingerprint'] as const;

/**
 * The credentials that a profile of OCI's own configuration file names, and the files that it names: an account's key, or a
 * session's key and token. https://docs.oracle.com/iaas/Content/API/Concepts/sdkconfig.htm and, for the variables,
 * https://docs.oracle.com/iaas/Content/API/SDKDocs/clienvironmentvariables.htm
 */
export async function readOciProfile(named: string | null, env: Environment): Promise<ReadProfile> {
  const read = await readProfile(named, env);
  if ('reason' in read) return read;
  const { where, entries, home } = read;
  const tokenFile = entries.get('security_token_file') ?? '';
  const wanted = tokenFile === '' ? [...OF_ACCOUNT, 'key_file'] : ['key_file'];
  const lacking = wanted.filter((key) => (entries.get(key) ?? '') === '');
  if (lacking.length > 0) return { reason: `${where} says no ${lacking.join(', no ')}`, mend: LACKING };
  const unfit = OF_ACCOUNT.find((key) => whyNoHeaderValue(entries.get(key) ?? '') !== null);
  if (unfit !== undefined) {
    const why = whyNoHeaderValue(entries.get(unfit) ?? '') ?? '';
    return { reason: `${unfit} of ${where} ${why}: no header can carry it`, mend: 'copy it once more' };
  }

  const keyFile = inHome(entries.get('key_file') ?? '', home);
  const key = await readHeld(keyFile, `the key file of ${where}`, 'key_file says where the private key is');
  if ('reason' in key) return key;
  const held = {
    privateKey: asPem(key.text),
    passphrase: textOf(env, 'OCI_CLI_PASSPHRASE') ?? entries.get('pass_phrase') ?? null,
  };
  const why = whyNoSigningKey(held);
  if (why !== null) {
    const mend = why.includes('encrypted')
      ? 'put its pass phrase into OCI_CLI_PASSPHRASE, or into pass_phrase of the profile'
      : 'key_file names the .pem file of the private key, not that of the public one';
    return { reason: `${keyFile} ${why}`, mend };
  }
  if (tokenFile === '') {
    const [tenancy = '', user = '', fingerprint = ''] = OF_ACCOUNT.map((name) => entries.get(name));
    return { credentials: { kind: 'oci-key', tenancy, user, fingerprint, ...held } };
  }
  return withToken(inHome(tokenFile, home), where, held);
}

/** https://docs.oracle.com/iaas/Content/API/SDKDocs/clitoken.htm */
async function withToken(
  file: string,
  where: string,
  held: { readonly privateKey: string; readonly passphrase: string | null },
): Promise<ReadProfile> {
  const mend = 'begin a session: oci session authenticate';
  const read = await readHeld(file, `the security token file of ${where}`, mend);
  if ('reason' in read) return read;
  const token = read.text.trim();
  if (token === '') return { reason: `${file} holds no token`, mend };
  const why = whyNoHeaderValue(token);
  if (why !== null) return { reason: `the token in ${file} ${why}: no header can carry it`, mend };
  return { credentials: { kind: 'oci-session', token, ...held } };
}

/** What a profile says, with that of DEFAULT where it says nothing, as Oracle's clients read it. */
async function readProfile(
  named: string | null,
  env: Environment,
): Promise<{ readonly where: string; readonly entries: Entries; readonly home: string | null } | Lack> {
  const home = textOf(env, 'HOME') ?? textOf(env, 'USERPROFILE');
  const file = inHome(
    textOf(env, 'OCI_CLI_CONFIG_FILE') ?? textOf(env, 'OCI_CONFIG_FILE') ?? '~/.oci/config',
    home,
  );
  const read = await readHeld(file, 'the configuration file of OCI', WHERE);
  if ('reason' in read) return read;
  const profiles = profilesIn(read.text);
  const name = named ?? textOf(env, 'OCI_CLI_PROFILE') ?? FALLBACK;
  const own = profiles.get(name);
  if (own === undefined) {
    const mend = `${suggest(name, [...profiles.keys()])} (credentials name the profile, else OCI_CLI_PROFILE, else it is ${FALLBACK})`;
    return { reason: `${file} has no profile ${name}`, mend };
  }
  const entries = new Map([...(profiles.get(FALLBACK) ?? []), ...own]);
  // Whoever says whose key it is means that account, not the session of DEFAULT.
  if (own.has('user') && !own.has('security_token_file')) entries.delete('security_token_file');
  return { where: `profile ${name} of ${file}`, entries, home };
}

/** Lines of `key=value` under the name of a profile in brackets. */
function profilesIn(text: string): ReadonlyMap<string, Entries> {
  const profiles = new Map<string, Map<string, string>>();
  let entries = new Map<string, string>();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const name = /^\s*\[([^\]]+)\]/.exec(line)?.[1]?.trim();
    const [, key, value = ''] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined) {
      entries = profiles.get(name) ?? new Map<string, string>();
      profiles.set(name, entries);
    } else if (key !== undefined) entries.set(key.toLowerCase(), value);
  }
  return profiles;
}

async function readHeld(file: string, what: string, mend: string): Promise<{ readonly text: string } | Lack> {
  try {
    return {
      text: (await readBounded(file, { maxBytes: MAX_BYTES.config, within: null })).toString('utf8'),
    };
  } catch (error) {
    return { reason: `cannot read ${what}, ${file}: ${whyUnreadable(error)}`, mend };
  }
}

/** `~` is the home of whoever runs this. */
function inHome(file: string, home: string | null): string {
  const below = /^~[/\\](.*)$/.exec(file)?.[1];
  return below === undefined || home === null || isAbsolute(file) ? file : join(home, below);
}

/** A variable that is empty is not set. */
function textOf(env: Environment, name: string): string | null {
  const value = Object.hasOwn(env, name) ? (env[name] ?? '') : '';
  return value === '' ? null : value;
}
