import { describe, expect, it } from 'vitest';
import { namedSecretsOf, proxySecrets } from '../../src/config/secrets/secrets-of.ts';
import {
  warnOfPlainProxy,
  warnOfPlainSettings,
  warnOfShortSecrets,
} from '../../src/config/secrets/warn-of-secrets.ts';

const messages = (problems: readonly { readonly message: string }[]): readonly string[] =>
  problems.map(({ message }) => message);

describe('a secret that is too short to be masked', () => {
  it('is warned of by the name of its variable, once, and never shown', () => {
    const secrets = namedSecretsOf(
      { kind: 'bearer', token: 'VLLM_API_KEY' },
      { kind: 'bearer', token: 'abc12' },
    );
    const [warning, ...more] = warnOfShortSecrets([...secrets, ...secrets]);
    expect(more).toEqual([]);
    expect(warning).toMatchObject({ severity: 'warning' });
    expect(warning?.message).toContain('environment variable VLLM_API_KEY holds fewer than 6 characters');
    expect(JSON.stringify(warning)).not.toContain('abc12');
  });

  it('is named by its own variable among several', () => {
    const names = {
      kind: 'aws-keys',
      accessKeyId: 'ID',
      secretAccessKey: 'SECRET',
      sessionToken: 'SESSION',
    } as const;
    const values = {
      kind: 'aws-keys',
      accessKeyId: 'long-enough',
      secretAccessKey: 'long-enough',
      sessionToken: 'x1',
    } as const;
    expect(messages(warnOfShortSecrets(namedSecretsOf(names, values)))).toEqual([
      expect.stringContaining('environment variable SESSION'),
    ]);
  });

  it.each(['EMPTY', 'none', 'test', 'dummy', 'null'])('is none where it stands for no key: %s', (value) => {
    expect(warnOfShortSecrets([{ name: 'environment variable K', value }])).toEqual([]);
  });
});

describe('the user name and password of a proxy', () => {
  it('are secrets, decoded, apart and as the word that they travel as', () => {
    expect(
      proxySecrets('http://us%40er:p%2Fss%3Aword@proxy:8080', 'network.proxy').map(({ value }) => value),
    ).toEqual(['us@er', 'p/ss:word', 'us@er:p/ss:word']);
  });

  it.each([null, 'http://proxy:8080', 'no URL'])('are not there in %s', (proxy) => {
    expect(proxySecrets(proxy, 'network.proxy')).toEqual([]);
  });

  it('are warned of where they travel in plain', () => {
    expect(messages(warnOfPlainProxy('http://u:p@proxy.example:3128', 'network.proxy'))).toEqual([
      expect.stringContaining('plain http'),
    ]);
    expect(warnOfPlainProxy('https://u:p@proxy.example:3128', 'network.proxy')).toEqual([]);
    expect(warnOfPlainProxy('http://u:p@127.0.0.1:3128', 'network.proxy')).toEqual([]);
    expect(warnOfPlainProxy('http://proxy.example:3128', 'network.proxy')).toEqual([]);
  });
});

it('a token service over plain http is warned of where the environment names it', () => {
  const configured = { id: 'watsonx', settings: { iam_url: '${IAM}', version: '1' } };
  expect(messages(warnOfPlainSettings(configured, { iam_url: 'http://iam.example', version: '1' }))).toEqual([
    'target "watsonx": credentials would travel over plain http to iam_url',
  ]);
  expect(warnOfPlainSettings(configured, { iam_url: 'https://iam.example', version: '1' })).toEqual([]);
  const written = { id: 'watsonx', settings: { iam_url: 'http://iam.example' } };
  expect(warnOfPlainSettings(written, written.settings)).toEqual([]);
});
