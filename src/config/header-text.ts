/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What every server takes (https://www.rfc-editor.org/rfc/rfc9110#section-5.5), without what a paste leaves at its ends. */
const VALUE = /^(?:[!-~](?:[ -~]*[!-~])?)?$/;

const OF_THE_CONNECTION = 'belongs to the connection, which makes it by itself';
const OF_THE_WIRE = "is the wire's own, and decides how the other side reads what is sent";
const OF_THE_SIGNATURE = 'is part of the signature, which is made of credentials:';

/** Names that nobody may set, and why. Hop by hop: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const REFUSED: Readonly<Record<string, string>> = {
  host: OF_THE_CONNECTION,
  'content-length': OF_THE_CONNECTION,
  'transfer-encoding': OF_THE_CONNECTION,
  connection: OF_THE_CONNECTION,
  'keep-alive': OF_THE_CONNECTION,
  'proxy-connection': OF_THE_CONNECTION,
  'proxy-authenticate': OF_THE_CONNECTION,
  te: OF_THE_CONNECTION,
  trailer: OF_THE_CONNECTION,
  upgrade: OF_THE_CONNECTION,
  expect: OF_THE_CONNECTION,
  'http2-settings': OF_THE_CONNECTION,
  authorization: 'is made of credentials:',
  'proxy-authorization': 'is made of the user and password of network.proxy',
  accept: OF_THE_WIRE,
  'accept-encoding': OF_THE_WIRE,
  'content-type': OF_THE_WIRE,
  'content-encoding': OF_THE_WIRE,
  'user-agent': OF_THE_WIRE,
  date: OF_THE_SIGNATURE,
  'x-content-sha256': OF_THE_SIGNATURE,
  'x-amz-date': OF_THE_SIGNATURE,
  'x-amz-security-token': OF_THE_SIGNATURE,
  'x-amz-content-sha256': OF_THE_SIGNATURE,
};
const OF_AN_SDK = /^(?:amz-sdk-|x-stainless-)/;

/** Says why a header of this name may not be set, in any case of letters, or null. */
export function whyNoHeader(name: string): string | null {
  if (!NAME.test(name)) return 'is no name of a header';
  const known = name.toLowerCase();
  if (OF_AN_SDK.test(known)) return OF_THE_WIRE;
  return Object.hasOwn(REFUSED, known) ? (REFUSED[known] ?? null) : null;
}

/** Says what is wrong with a header's value, or null. It is not echoed: it may be a secret. */
export function whyNoHeaderValue(text: string): string | null {
  return VALUE.test(text) ? null : 'must be printable ASCII, without white space at an end';
}

/** Whether a header of this name carries a credential, whatever stands in it. */
export function isSecretName(name: string): boolean {
  return /(?:^|[-_])(?:(?:api|access|secret|subscription|virtual)[-_]?key|auth|authorization|token|secret|password|cookie)$/i.test(
    name,
  );
}
