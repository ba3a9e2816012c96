type Headers = Readonly<Record<string, string>>;

const MASK = '***';

const mask = (): string => MASK;

/** RFC 9110 section 11.4: the scheme is no secret. */
function maskAuthorization(value: string): string {
  const space = value.indexOf(' ');
  return space < 0 ? MASK : `${value.slice(0, space)} ${MASK}`;
}

const MASKS: Readonly<Record<string, (value: string) => string>> = {
  authorization: maskAuthorization,
  'proxy-authorization': maskAuthorization,
  'api-key': mask,
  'x-api-key': mask,
  'x-auth-token': mask,
  'x-amz-security-token': mask,
  cookie: mask,
  'set-cookie': mask,
};

/** Masks the values of headers that carry credentials by their nature, whoever's they are, and those of `secret` names. */
export function maskHeaders(headers: Headers, secret: readonly string[] = []): Headers {
  let masked: Record<string, string> | null = null;
  for (const name of secret) {
    if (!Object.hasOwn(headers, name)) continue;
    masked ??= { ...headers };
    masked[name] = MASK;
  }
  for (const name in headers) {
    const maskValue = Object.hasOwn(MASKS, name) ? MASKS[name] : undefined;
    if (maskValue === undefined) continue;
    masked ??= { ...headers };
    masked[name] = maskValue(headers[name] ?? '');
  }
  return masked ?? headers;
}
