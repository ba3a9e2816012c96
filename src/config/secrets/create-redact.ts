import type { Redact } from '../../contract/world.ts';
import { secretForms } from './secret-forms.ts';

/** Shorter values would mask ordinary words. */
const SHORTEST_SECRET = 6;

/** A mask must not help to spell a secret, so its character stands in none. */
function maskFor(forms: readonly string[]): string {
  const isFree = (character: string): boolean => forms.every((form) => !form.includes(character));
  let character = '*';
  for (let code = 0x2588; !isFree(character); code += 1) character = String.fromCharCode(code);
  return character.repeat(3);
}

const OPENING = `["'\\\\]{0,2}\\s{0,4}[:=]\\s{0,4}["'\\\\]{0,2}`;
const TOKEN = `[^\\s"'\\\\,;&}]`;
const VALUE = `${TOKEN}+`;

const KEY_NAMES =
  'x-api-key|api-key|api_key|apikey|x-amz-security-token|access_token|refresh_token|x-amz-signature|x-amz-credential';
const SCHEMES = 'basic|bearer|digest|negotiate|aws4-hmac-sha256';

/** A credential that was never ours to know, by its shape. What stands in $1 of `pattern` is kept. */
interface Shape {
  /** Where this finds nothing the pattern changes nothing. Nearly every text is clean, and looking is cheap. */
  readonly hint: RegExp;
  readonly pattern: RegExp;
}

/**
 * Every pattern consumes what it scans or gives up before the next place where it could begin, so the time is linear.
 * The order is such that no mask makes an earlier pattern match.
 */
function shapes(mask: string): readonly Shape[] {
  return [
    { hint: /AKIA|ASIA/, pattern: /(?<![A-Za-z0-9])()(?:AKIA|ASIA)[A-Z0-9]{12,}/g },
    {
      hint: /(?:nvapi|sk|gsk|hf|ghp|xox[abp])[-_][\w-]{16}/,
      pattern: /(?<![\w-])()(?:nvapi|sk|gsk|hf|ghp|xox[abp])[-_](?=[\w-]{16})[\w-]+/g,
    },
    { hint: /eyJ/, pattern: /(?<![\w-])()eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g },
    {
      hint: /:\/\/[^\s/:@"'\\,;&}]*:[^\s/@"'\\,;&}]+@/,
      pattern: /(:\/\/[^\s/:@"'\\,;&}]*:)[^\s/@"'\\,;&}]+(?=@)/g,
    },
    {
      hint: /(?:signature|credential)=/i,
      pattern: new RegExp(`\\b((?:signature|credential)=)${VALUE}`, 'gi'),
    },
    {
      hint: /api[-_]?key|(?:access|refresh)_token|x-amz-(?:security-token|signature|credential)/i,
      pattern: new RegExp(`((?:${KEY_NAMES})${OPENING})${VALUE}`, 'gi'),
    },
    {
      // A header masked whole, as every recorded request has one, is masked into itself.
      hint: new RegExp(`authorization${OPENING}(?!(?:(?:${SCHEMES}) )?${escaped(mask)}["'])`, 'i'),
      pattern: new RegExp(`((?:proxy-)?authorization${OPENING}(?:(?:${SCHEMES})\\s{1,4})?)${VALUE}`, 'gi'),
    },
    {
      hint: /(?:bearer|basic)\s/i,
      pattern: new RegExp(`\\b((?:bearer|basic)\\s{1,4})(?=${TOKEN}{20}|${TOKEN}{0,40}[0-9])${VALUE}`, 'gi'),
    },
  ];
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

/**
 * Masks every given secret, in its plain, base64, percent-encoded and JSON forms, and what looks like a credential.
 * Secrets of fewer than 6 characters are left alone. Idempotent and linear in the text.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const forms = [
    ...new Set(secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(secretForms)),
  ];
  const mask = maskFor(forms);
  const longestFirst = forms.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const known = forms.length === 0 ? null : new RegExp(longestFirst.map(escaped).join('|'), 'g');
  const credentials = shapes(mask);
  return (text) => {
    let clean = known === null ? text : text.replace(known, mask);
    for (const { hint, pattern } of credentials) {
      if (hint.test(clean)) clean = clean.replace(pattern, `$1${mask}`);
    }
    return clean;
  };
}
