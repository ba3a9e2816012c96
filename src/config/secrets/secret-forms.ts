import { asBytes } from './read-spellings.ts';

/** Characters of base64 that depend on the bytes before and after, by the secret's offset in a group of three. */
function base64Cores(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const first = offset === 0 ? 0 : offset + 1;
    const last = (offset + bytes.length) % 3 === 0 ? text.length : text.length - 1;
    return text.slice(first, last);
  });
}

function asJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Of a JSON pointer, which a finding names its place by: https://www.rfc-editor.org/rfc/rfc6901#section-3 */
function asPointer(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1');
}

/**
 * How a secret is spelled as a whole: plain, in JSON and in JSON within JSON, percent-encoded, in hexadecimal, in base64
 * alone or within more bytes, and as its bytes, in UTF-8 and UTF-16, stand in a body that is looked at as latin1. What spells single
 * characters is undone by `readSpellings` before it is compared, and the case of letters is all one there.
 */
export function secretForms(secret: string): readonly string[] {
  const percent = encodeURIComponent(secret.toWellFormed());
  const strict = percent.replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const json = asJson(secret);
  const wide = Buffer.from(secret, 'utf16le');
  const swapped = Buffer.from(wide).swap16();
  const cores = [secret, json].flatMap((text) => base64Cores(Buffer.from(text, 'utf8')));
  const urlSafe = cores.map((core) => core.replaceAll('+', '-').replaceAll('/', '_'));
  const hex = Buffer.from(secret, 'utf8').toString('hex');
  const forms = [
    secret,
    json,
    asJson(json),
    asPointer(secret),
    percent,
    strict,
    percent.replaceAll('%20', '+'),
    secret.replaceAll(' ', '+'),
    ...cores,
    ...urlSafe,
    hex,
  ];
  const bytes = [wide, swapped].map((each) => each.toString('latin1'));
  return [...new Set([...forms, ...forms.map(asBytes), ...bytes])];
}
