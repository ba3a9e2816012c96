import { createPrivateKey } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCredentials } from '../../src/config/secrets/read-credentials.ts';
import { namedSecretsOf, secretsOf } from '../../src/config/secrets/secrets-of.ts';
import { OCI_ACCOUNT, ociKeyPair } from '../oci-account.ts';

const { tenancy, user, fingerprint } = OCI_ACCOUNT;
const privateKey = OCI_ACCOUNT.privateKey.trim();
const LOCKED = createPrivateKey(privateKey)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' })
  .toString();
const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.session.signature';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'llama-contract-'));
  await mkdir(join(home, '.oci'));
  const files = {
    'key.pem': `${privateKey}\nOCI_API_KEY\n`,
    'locked.pem': LOCKED,
    'public.pem': ociKeyPair().publicKey,
    token: `${TOKEN}\n`,
    empty: '\n',
    config: `# written by hand
[DEFAULT]
user=${user}
fingerprint = ${fingerprint}
tenancy=${tenancy}
region=us-chicago-1
key_file=~/.oci/key.pem

[SESSION]
key_file=${home}/.oci/key.pem
security_token_file=${home}/.oci/token
[other.account]
USER = ocid1.user.oc1..other
; as the file of a key says it
[locked]
key_file=~/.oci/locked.pem
[opened]
key_file=~/.oci/locked.pem
pass_phrase=open sesame
[public]
key_file=~/.oci/public.pem
[gone]
key_file=~/.oci/gone.pem
[ended]
security_token_file=~/.oci/empty
[lost]
security_token_file=~/.oci/lost
`,
    bare: '[DEFAULT]\nregion=us-chicago-1\n[half]\nuser=u\nsecurity_token_file=~/.oci/token\n[odd]\nuser=\u6771\ntenancy=t\nfingerprint=f\nkey_file=~/.oci/key.pem\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(home, '.oci', name), text);
});
afterAll(async () => {
  await rm(home, { recursive: true });
});

type Env = Readonly<Record<string, string>>;
async function read(profile: string | null, env: Env = {}): Promise<unknown> {
  return readCredentials({ id: 't', credentials: { kind: 'oci-profile', profile } }, { HOME: home, ...env });
}
const account = { ...OCI_ACCOUNT, privateKey: expect.stringContaining(privateKey) };

describe('a profile of OCI', () => {
  it('gives an account, with what DEFAULT says where it says nothing', async () => {
    expect(await read(null)).toEqual({ credentials: account });
    expect(await read('other.account')).toEqual({
      credentials: { ...account, user: 'ocid1.user.oc1..other' },
    });
  });

  it('is the one that credentials name, or that the variables of Oracle name', async () => {
    expect(await read(null, { OCI_CLI_PROFILE: 'other.account' })).toEqual({
      credentials: { ...account, user: 'ocid1.user.oc1..other' },
    });
    expect(await read('DEFAULT', { OCI_CLI_PROFILE: 'other.account' })).toEqual({ credentials: account });
    const config = join(home, '.oci', 'config');
    expect(await read(null, { HOME: '/nowhere', OCI_CLI_CONFIG_FILE: config })).toMatchObject({
      problem: { message: expect.stringContaining('~/.oci/key.pem'.replace('~', '/nowhere')) },
    });
    expect(await read(null, { OCI_CONFIG_FILE: '~/.oci/config' })).toEqual({ credentials: account });
  });

  it('gives a session, whose token and key are all its secrets', async () => {
    const session = {
      kind: 'oci-session',
      token: TOKEN,
      privateKey: expect.stringContaining(privateKey),
      passphrase: null,
    } as const;
    expect(await read('SESSION')).toEqual({ credentials: session });
    const held = { ...session, privateKey, passphrase: 'word' };
    expect(secretsOf(held)).toEqual([privateKey, 'word', TOKEN]);
    const named = namedSecretsOf({ kind: 'oci-profile', profile: null }, held);
    expect(new Set(named.map(({ name }) => name))).toEqual(new Set(['a value of the OCI profile']));
  });

  it('opens a locked key with the pass phrase of the environment, or with its own', async () => {
    const opened = { credentials: { kind: 'oci-key', passphrase: 'open sesame' } };
    expect(await read('locked', { OCI_CLI_PASSPHRASE: 'open sesame' })).toMatchObject(opened);
    expect(await read('opened')).toMatchObject(opened);
  });

  it.each<[string, string | null, Env, string]>([
    [
      'a file that is not there',
      null,
      { OCI_CLI_CONFIG_FILE: '~/.oci/none' },
      'cannot read the configuration file of OCI, HOME/.oci/none: there is no such file',
    ],
    [
      'a folder in its place',
      null,
      { OCI_CLI_CONFIG_FILE: '~/.oci' },
      'cannot read the configuration file of OCI, HOME/.oci: it is a folder',
    ],
    ['a name that no profile has', 'sesion', {}, 'HOME/.oci/config has no profile sesion'],
    [
      'nothing in it',
      null,
      { OCI_CLI_CONFIG_FILE: '~/.oci/bare' },
      'profile DEFAULT of HOME/.oci/bare says no tenancy, no user, no fingerprint, no key_file',
    ],
    [
      'a session without a key',
      'half',
      { OCI_CLI_CONFIG_FILE: '~/.oci/bare' },
      'profile half of HOME/.oci/bare says no key_file',
    ],
    [
      'a user that no header carries',
      'odd',
      { OCI_CLI_CONFIG_FILE: '~/.oci/bare' },
      'user of profile odd of HOME/.oci/bare',
    ],
    [
      'a key that is not there',
      'gone',
      {},
      'cannot read the key file of profile gone of HOME/.oci/config, HOME/.oci/gone.pem: there is no such file',
    ],
    ['a public key', 'public', {}, 'HOME/.oci/public.pem holds no private key'],
    [
      'a locked key alone',
      'locked',
      {},
      'HOME/.oci/locked.pem holds an encrypted key, and no passphrase is given',
    ],
    [
      'a locked key and another word',
      'locked',
      { OCI_CLI_PASSPHRASE: 'wrong' },
      'HOME/.oci/locked.pem holds an encrypted key, which the passphrase does not open',
    ],
    ['a token file without a token', 'ended', {}, 'HOME/.oci/empty holds no token'],
    [
      'a token file that is not there',
      'lost',
      {},
      'cannot read the security token file of profile lost of HOME/.oci/config, HOME/.oci/lost: there is no such file',
    ],
  ])('with %s is refused, with its place and how to mend it', async (_what, profile, env, message) => {
    const found = await read(profile, env);
    expect(found).toMatchObject({
      problem: {
        message: expect.stringContaining(`target "t": ${message.replaceAll('HOME', home)}`),
        mend: expect.stringMatching(/\w/),
      },
    });
    expect(JSON.stringify(found)).not.toMatch(/PRIVATE|open sesame|ocid1/);
  });

  it('is read or refused whatever its file says, and no word of it is told', async () => {
    const file = join(home, '.oci', 'any');
    const line = fc.oneof(
      fc.constantFrom('[DEFAULT]', '[', ']', '=', '#', '\uFEFF[DEFAULT]', 'key_file=/', 'user=a=b'),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (lines) => {
        await writeFile(file, `${lines.join('\n')}\nuser=hush-hush\n`);
        const found = await read(null, { OCI_CLI_CONFIG_FILE: file });
        expect(found).toHaveProperty('problem');
        expect(JSON.stringify(found)).not.toContain('hush-hush');
      }),
      { numRuns: 50 },
    );
  });
});
