import { createPublicKey, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSigner } from '../../../src/providers/oci-genai/sign-request.ts';
import { OCI_ACCOUNT } from '../../oci-account.ts';

/** Key, request and signature of https://docs.oracle.com/iaas/Content/API/Concepts/signingrequests.htm, "Test Values". */
const PUBLISHED = {
  account: {
    kind: 'oci-key',
    tenancy: 'ocid1.tenancy.oc1..aaaaaaaaba3pv6wkcr4jqae5f15p2b2m2yt2j6rx32uzr4h25vqstifsfdsq',
    user: 'ocid1.user.oc1..aaaaaaaat5nvwcna5j6aqzjcaty5eqbb6qt2jvpkanghtgdaqedqw3rynjq',
    fingerprint: '20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34',
    privateKey: `-----BEGIN RSA PRIVATE KEY-----
MIICXgIBAAKBgQDCFENGw33yGihy92pDjZQhl0C36rPJj+CvfSC8+q28hxA161QF
NUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6Z4UMR7EOcpfdUE9Hf3m/hs+F
UR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJwoYi+1hqp1fIekaxsyQIDAQAB
AoGBAJR8ZkCUvx5kzv+utdl7T5MnordT1TvoXXJGXK7ZZ+UuvMNUCdN2QPc4sBiA
QWvLw1cSKt5DsKZ8UETpYPy8pPYnnDEz2dDYiaew9+xEpubyeW2oH4Zx71wqBtOK
kqwrXa/pzdpiucRRjk6vE6YY7EBBs/g7uanVpGibOVAEsqH1AkEA7DkjVH28WDUg
f1nqvfn2Kj6CT7nIcE3jGJsZZ7zlZmBmHFDONMLUrXR/Zm3pR5m0tCmBqa5RK95u
412jt1dPIwJBANJT3v8pnkth48bQo/fKel6uEYyboRtA5/uHuHkZ6FQF7OUkGogc
mSJluOdc5t6hI1VsLn0QZEjQZMEOWr+wKSMCQQCC4kXJEsHAve77oP6HtG/IiEn7
kpyUXRNvFsDE0czpJJBvL/aRFUJxuRK91jhjC68sA7NsKMGg5OXb5I5Jj36xAkEA
gIT7aFOYBFwGgQAQkWNKLvySgKbAZRTeLBacpHMuQdl1DfdntvAyqpAZ0lY0RKmW
G6aFKaqQfOXKCyWoUiVknQJAXrlgySFci/2ueKlIE1QqIiLSZ8V8OlpFLRnb1pzI
7U1yQXnTAEFYM560yJlzUpOb1V4cScGd365tiSMvxLOvTA==
-----END RSA PRIVATE KEY-----`,
    passphrase: null,
  },
  url: 'https://iaas.us-phoenix-1.oraclecloud.com/20160918/volumeAttachments',
  date: 'Thu, 05 Jan 2014 21:31:40 GMT',
  body: `{
    "compartmentId": "ocid1.compartment.oc1..aaaaaaaam3we6vgnherjq5q2idnccdflvjsnog7mlr6rtdb25gilchfeyjxa",
    "instanceId": "ocid1.instance.oc1.phx.abuw4ljrlsfiqw6vzzxb43vyypt4pkodawglp3wqxjqofakrwvou52gb6s5a",
    "volumeId": "ocid1.volume.oc1.phx.abyhqljrgvttnlx73nmrwfaux7kcvzfs3s66izvxf2h4lgvyndsdsnoiwr5q"
}`,
} as const;

it('signs the request that Oracle publishes as Oracle does', () => {
  const { account, url, body, date } = PUBLISHED;
  const keyId = `${account.tenancy}/${account.user}/${account.fingerprint}`;
  expect(createSigner(account)(url, body, date)).toEqual({
    date,
    'content-type': 'application/json',
    'content-length': '316',
    'x-content-sha256': 'V9Z20UJTvkvpJ50flBzKE32+6m2zJjweHpDMX/U4Uy0=',
    authorization: `Signature version="1",headers="date (request-target) host content-length content-type x-content-sha256",keyId="${keyId}",algorithm="rsa-sha256",signature="Mje8vIDPlwIHmD/cTDwRxE7HaAvBg16JnVcsuqaNRim23fFPgQfLoOOxae6WqKb1uPjYEl0qIdazWaBy/Ml8DRhqlocMwoSXv0fbukP8J5N80LCmzT/FFBvIvTB91XuXI3hYfP9Zt1l7S6ieVadHUfqBedWH0itrtPJBgKmrWso="`,
  });
});

it('names the token of a session in the place of an account, and signs the same', () => {
  const { account, url, body, date } = PUBLISHED;
  const { privateKey, passphrase } = account;
  const named = createSigner({ kind: 'oci-session', token: 'aaa.bbb', privateKey, passphrase })(
    url,
    body,
    date,
  );
  const usual = createSigner(account)(url, body, date).authorization;
  expect(named.authorization).toBe(usual.replace(/keyId="[^"]+"/, 'keyId="ST$$aaa.bbb"'));
});

it('signs path, query, port and the bytes of a body that is not ASCII', () => {
  const signed = createSigner(OCI_ACCOUNT)('http://127.0.0.1:8080/seat/chat?a=b%20c', '{"a":"東京"}', 'now');
  const lines = [
    'date: now',
    '(request-target): post /seat/chat?a=b%20c',
    'host: 127.0.0.1:8080',
    'content-length: 14',
    'content-type: application/json',
    `x-content-sha256: ${signed['x-content-sha256']}`,
  ];
  const signature = /signature="([^"]+)"/.exec(signed.authorization)?.[1] ?? '';
  const key = createPublicKey(OCI_ACCOUNT.privateKey);
  expect(verify('sha256', Buffer.from(lines.join('\n')), key, Buffer.from(signature, 'base64'))).toBe(true);
});
