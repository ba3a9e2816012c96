import type { Redact } from '../../contract/world.ts';

/** Shorter values would mask ordinary words. */
const SHORTEST_SECRET = 6;

export interface SecretMask {
  /** What stands in a secret's place. */
  readonly mask: string;
  readonly apply: Redact;
}

/** A mask must not help to spell a secret, so its character stands in none. */
function maskFor(forms: readonly string[]): string {
  const isFree = (character: string): boolean => forms.every((form) => !form.includes(character));
  let character = '*';
  for (let code = 0x2588; !isFree(character); code += 1) character = String.fromCharCode(code);
  return character.repeat(3);
}

/**
 * Masks every given secret, in its plain, base64, percent-encoded and JSON forms, and nothing else. Secrets of fewer
 * than 6 characters are left alone. Idempotent and linear in the text.
 */
export function createSecretMask(secrets: readonly string[]): SecretMask {
  const long = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  const forms = [...new Set(long.flatMap(secretForms))];
  const mask = maskFor(forms);
  if (forms.length === 0) return { mask, apply: (text) => text };
  const longestFirst = forms.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const known = new RegExp(longestFirst.map(escapeRegExp).join('|'), 'g');
  const hints = [...new Set(forms.map(rareEnd))];
  const isClean = (text: string): boolean => !hints.some((hint) => text.includes(hint));
  return { mask, apply: (text) => (isClean(text) ? text : text.replace(known, mask)) };
}

const SHORTEST_HINT = 4;

/**
 * The end of a form from its first capital on. Nearly every text holds no secret, and capitals are rare in what models
 * and servers write: a search that begins with one hops from capital to capital, where one for many words at once
 * looks at every character.
 */
function rareEnd(form: string): string {
  const at = form.slice(0, -SHORTEST_HINT).search(/[A-Z]/);
  return form.slice(Math.max(0, at));
}

/** Characters of base64 that depend on the bytes before and after, by the secret's offset in a group of three. */
function base64Cores(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const first = offset === 0 ? 0 : offset + 1;
    const last = (offset + bytes.length) % 3 === 0 ? text.length : text.length - 1;
    return text.slice(first, last);
  });
}

function lower(text: string): string {
  return text.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}

/** How a secret may be spelled in a record: plain, in JSON, percent-encoded, in base64 alone or within more bytes. */
function secretForms(secret: string): readonly string[] {
  const percent = encodeURIComponent(secret.toWellFormed());
  const strict = percent.replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const cores = base64Cores(secret);
  const urlSafe = cores.map((core) => core.replaceAll('+', '-').replaceAll('/', '_'));
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    percent,
    strict,
    lower(percent),
    lower(strict),
    percent.replaceAll('%20', '+'),
    ...cores,
    ...urlSafe,
  ];
}

/** A pattern that matches the text and nothing else. */
export function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
