import { expect, it } from 'vitest';
import { ociFace } from '../../../src/simulator/oci-genai/face.ts';
import { createSigner } from '../../../src/providers/oci-genai/sign-request.ts';
import { MADE_UP_SESSION } from '../../../src/simulator/oci-genai/made-up-key.ts';
import { OCI_ACCOUNT } from '../../oci-account.ts';
import { jsonOf, MOMENT, refusal } from '../openai/stage.ts';
import { anotherKey, DETAILS, NAMES, post, SEAT, type Signing } from './stage.ts';

const BODY = JSON.stringify(DETAILS);
const minutes = (from: number): string => new Date(MOMENT.createdMs + from * 60_000).toUTCString();

it('a request that its account signed is heard, for five minutes and with more signed than has to be', () => {
  for (const signing of [{}, { date: minutes(-4) }, { date: minutes(4) }, { names: [...NAMES, 'accept'] }]) {
    expect(ociFace.hear(post(BODY, signing), SEAT, MOMENT).modelId).toBe(SEAT.modelId);
  }
});

it('a request is heard as the SDKs of Oracle sign theirs: with a date of its own name, and names in capitals', () => {
  const names = ['x-date', ...NAMES.slice(1)];
  const written = names.map((name) => name.replace('content-type', 'Content-Type'));
  expect(ociFace.hear(post(BODY, { names, written }), SEAT, MOMENT).modelId).toBe(SEAT.modelId);
});

it('a request of a session with the same key is heard', () => {
  const signing = { keyId: `ST$${MADE_UP_SESSION}` };
  expect(ociFace.hear(post(BODY, signing), SEAT, MOMENT).modelId).toBe(SEAT.modelId);
});

it("a request that our adapter signed is heard, and one with another's key is not", () => {
  const { url, ...request } = post(BODY);
  const date = new Date(MOMENT.createdMs).toUTCString();
  const signedBy = (account: typeof OCI_ACCOUNT) => {
    const headers = createSigner(account)(`http://seat.test/${SEAT.id}${url}`, BODY, date);
    return { ...request, url: `http://seat.test${url}`, headers };
  };
  expect(ociFace.hear(signedBy(OCI_ACCOUNT), SEAT, MOMENT).messages).toHaveLength(1);
  const privateKey = anotherKey().export({ type: 'pkcs1', format: 'pem' }).toString();
  expect(refusal(() => ociFace.hear(signedBy({ ...OCI_ACCOUNT, privateKey }), SEAT, MOMENT)).status).toBe(
    401,
  );
});

it.each<[string, Signing]>([
  ['a session that nobody began', { keyId: 'ST$other' }],
  ['another key', { key: anotherKey() }],
  ["another's name", { keyId: 'ocid1.tenancy.oc1..other/ocid1.user.oc1..other/00:11' }],
  ['a date that is six minutes old', { date: minutes(-6) }],
  ['a date to come', { date: minutes(6) }],
  ['no date that can be read', { date: 'now' }],
  ['another path', { path: '/20231130/actions/generateText' }],
  ['another body', { signedBody: BODY.replace('Say hi', 'Say ho') }],
  ...NAMES.map((name): [string, Signing] => [
    `${name} left out`,
    { names: NAMES.filter((other) => other !== name) },
  ]),
])('a request signed with %s is refused as OCI does', (_name, signing) => {
  const reply = refusal(() => ociFace.hear(post(BODY, signing), SEAT, MOMENT));
  expect([reply.status, jsonOf(reply)]).toEqual([
    401,
    {
      code: 'NotAuthenticated',
      message: 'The required information to complete authentication was not provided or was incorrect.',
    },
  ]);
  expect(reply.headers['opc-request-id']).toMatch(/^[0-9A-F]{32}$/);
});

it.each([
  ['no signature', {}],
  ['a bearer token', { authorization: 'Bearer sk-key' }],
  ['an empty signature', { authorization: 'Signature ' }],
])('a request with %s is refused', (_name, headers) => {
  const request = { ...post(BODY), headers: { 'content-type': 'application/json', ...headers } };
  expect(refusal(() => ociFace.hear(request, SEAT, MOMENT)).status).toBe(401);
});
