import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCredentials } from '../../src/config/secrets/read-credentials.ts';
import { readNetwork, readSettings } from '../../src/config/secrets/read-settings.ts';
import { secretsOf } from '../../src/config/secrets/secrets-of.ts';
import type { CredentialNames } from '../../src/contract/wires/target.ts';
import { OCI_ACCOUNT } from '../oci-account.ts';

const aws: CredentialNames = {
  kind: 'aws-keys',
  accessKeyId: 'AWS_ACCESS_KEY_ID',
  secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
  sessionToken: 'AWS_SESSION_TOKEN',
};

const oci: CredentialNames = {
  kind: 'oci-key',
  tenancy: 'T',
  user: 'U',
  fingerprint: 'F',
  privateKey: 'K',
  passphrase: null,
};

const ed25519 = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const locked = (): string =>
  createPrivateKey(OCI_ACCOUNT.privateKey)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' })
    .toString();

describe('credentials', () => {
  it('are read by name', async () => {
    const env = {
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      K: 'key',
    };
    expect(await readCredentials({ id: 't', credentials: aws }, env)).toEqual({
      credentials: { kind: 'aws-keys', accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' },
    });
    expect(
      await readCredentials({ id: 't', credentials: { ...aws, sessionToken: null } }, env),
    ).toMatchObject({
      credentials: { sessionToken: null },
    });
    expect(await readCredentials({ id: 't', credentials: { kind: 'bearer', token: 'K' } }, env)).toEqual({
      credentials: { kind: 'bearer', token: 'key' },
    });
    expect(
      await readCredentials({ id: 't', credentials: { kind: 'ibm-api-key', apiKey: 'K' } }, env),
    ).toEqual({
      credentials: { kind: 'ibm-api-key', apiKey: 'key' },
    });
  });

  it('of OCI are read with the lines of the key, however they are kept', async () => {
    const { tenancy, user, fingerprint, privateKey } = OCI_ACCOUNT;
    const env = { T: tenancy, U: user, F: fingerprint };
    const kept = [
      privateKey,
      `${privateKey}\n`,
      privateKey.replaceAll('\n', '\r\n'),
      privateKey.replaceAll('\n', String.raw`\n`),
    ];
    for (const key of kept) {
      expect(await readCredentials({ id: 't', credentials: oci }, { ...env, K: key })).toEqual({
        credentials: { ...OCI_ACCOUNT, privateKey: privateKey.trim() },
      });
    }
  });

  it.each([
    [
      'no key at all',
      'what somebody pasted here was the key of another door, and not one of an account',
      null,
      'holds no private key',
    ],
    ['half a key', OCI_ACCOUNT.privateKey.slice(0, 300), null, 'holds no private key'],
    ['a key of another kind', ed25519(), null, 'holds no RSA key'],
    ['a locked key alone', locked(), null, 'holds an encrypted key, and no passphrase is given'],
    [
      'a locked key and another word',
      locked(),
      'P',
      'holds an encrypted key, which the passphrase does not open',
    ],
  ])(
    'of OCI with %s are refused before a call is made, without showing it',
    async (_name, key, passphrase, why) => {
      const { tenancy, user, fingerprint } = OCI_ACCOUNT;
      const env = { T: tenancy, U: user, F: fingerprint, K: key, P: 'wrong word' };
      const found = await readCredentials({ id: 't', credentials: { ...oci, passphrase } }, env);
      expect(found).toMatchObject({ problem: { message: `target "t": environment variable K ${why}` } });
      expect(JSON.stringify(found)).not.toContain(key.slice(30, 60));
    },
  );

  it('of OCI with a locked key are read with the word that opens it', async () => {
    const { tenancy, user, fingerprint } = OCI_ACCOUNT;
    const env = { T: tenancy, U: user, F: fingerprint, K: locked(), P: 'open sesame' };
    expect(await readCredentials({ id: 't', credentials: { ...oci, passphrase: 'P' } }, env)).toMatchObject({
      credentials: { kind: 'oci-key', passphrase: 'open sesame' },
    });
  });

  it('that need no variable read none', async () => {
    for (const kind of ['none', 'aws-default-chain'] as const) {
      expect(await readCredentials({ id: 't', credentials: { kind } }, {})).toEqual({
        credentials: { kind },
      });
    }
  });

  it('that are missing are named, all at once', async () => {
    const found = await readCredentials(
      { id: 'bedrock-scout', credentials: aws },
      { AWS_SECRET_ACCESS_KEY: '' },
    );
    expect(found).toMatchObject({
      problem: {
        message:
          'target "bedrock-scout": environment variables AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN are not set',
        mend: 'set what is missing, or run with --source simulate',
      },
    });
  });

  it.each(['key\n', ' key', 'a\tb', 'a\r\nx-evil: 1'])(
    'of value %j are refused without showing it',
    async (value) => {
      const found = await readCredentials(
        { id: 't', credentials: { kind: 'bearer', token: 'K' } },
        { K: value },
      );
      expect(found).toMatchObject({
        problem: {
          message: 'target "t": environment variable K is not usable: white space at an end, or a line break',
        },
      });
    },
  );

  it('are not found in what every object inherits', async () => {
    const found = await readCredentials(
      { id: 't', credentials: { kind: 'bearer', token: 'constructor' } },
      {},
    );
    expect(found).toHaveProperty(
      'problem.message',
      'target "t": environment variable constructor is not set',
    );
  });
});

describe('a key that no header can carry', () => {
  const bearer = { kind: 'bearer', token: 'KEY' } as const;
  const aws = {
    kind: 'aws-keys',
    accessKeyId: 'ID',
    secretAccessKey: 'SECRET',
    sessionToken: 'KEY',
  } as const;

  it.each([
    ['a letter that is not ASCII', 'sk-аbcdef'],
    ['a sign of an editor', 'sk-abc…def'],
    ['a space without width', 'sk-abc\u200bdef'],
    ['an umlaut', 'schlüssel'],
  ])('for %s is a problem without its value, before anything is called', async (_what, key) => {
    for (const credentials of [bearer, aws]) {
      const env = { KEY: key, ID: 'AKIA', SECRET: 'geheim' };
      expect(await readCredentials({ id: 't', credentials }, env)).toHaveProperty(
        'problem.message',
        'target "t": environment variable KEY must be printable ASCII, without white space at an end: no header can carry it',
      );
    }
  });

  it('is none where it goes in no header', async () => {
    const env = { KEY: 'schlüssel' };
    expect(
      await readCredentials({ id: 't', credentials: { kind: 'ibm-api-key', apiKey: 'KEY' } }, env),
    ).toHaveProperty('credentials.apiKey', 'schlüssel');
  });
});

describe('settings', () => {
  const target = { id: 'w', settings: { version: '1', project_id: '${PROJECT}', iam_url: '${IAM}' } };

  it('take their environment references when they are read', () => {
    expect(readSettings(target, { PROJECT: 'p', IAM: 'https://iam' })).toEqual({
      settings: { version: '1', project_id: 'p', iam_url: 'https://iam' },
    });
  });

  it('name every variable that is missing', () => {
    expect(readSettings(target, {})).toHaveProperty(
      'problem.message',
      'target "w": environment variables PROJECT, IAM are not set',
    );
  });
});

describe('a proxy', () => {
  it('is taken from the environment only where the configuration says so', () => {
    const network = { proxy: null, caFile: null };
    expect(readNetwork(network, { HTTPS_PROXY: 'http://proxy:1' })).toEqual({ network });
    expect(
      readNetwork({ ...network, proxy: '${HTTPS_PROXY}' }, { HTTPS_PROXY: 'http://u:p@proxy:1' }),
    ).toEqual({
      network: { proxy: 'http://u:p@proxy:1', caFile: null },
    });
  });

  it('that is missing or no URL is a problem without its value', () => {
    const network = { proxy: '${P}', caFile: null };
    expect(readNetwork(network, {})).toHaveProperty(
      'problem.message',
      'network.proxy: environment variable P is not set',
    );
    expect(readNetwork(network, { P: 'socks://hunter2' })).toHaveProperty(
      'problem.message',
      'network.proxy: environment variable P must begin with https:// or http://',
    );
  });
});

it('the secrets of credentials are all their values', () => {
  expect(secretsOf({ kind: 'none' })).toEqual([]);
  expect(secretsOf({ kind: 'aws-default-chain' })).toEqual([]);
  expect(secretsOf({ kind: 'bearer', token: 't' })).toEqual(['t']);
  expect(secretsOf({ kind: 'ibm-api-key', apiKey: 'k' })).toEqual(['k']);
  const { kind: _kind, passphrase: _none, ...account } = OCI_ACCOUNT;
  expect(secretsOf(OCI_ACCOUNT).toSorted()).toEqual(Object.values(account).toSorted());
  expect(
    secretsOf({ kind: 'aws-keys', accessKeyId: 'a', secretAccessKey: 's', sessionToken: 'x' }).toSorted(),
  ).toEqual(['a', 's', 'x']);
});
