import type { Redact } from '../../contract/world.ts';
import { createSecretMask, escapeRegExp } from './create-secret-mask.ts';

const QUOTES = `["'\\\\]{0,2}`;
const OPENING = `${QUOTES}\\s{0,4}[:=]\\s{0,4}${QUOTES}`;
const TOKEN = `[^\\s"'\\\\,;&}]`;
const VALUE = `${TOKEN}+`;

const KEY_NAMES =
  'x-api-key|api-key|api_key|apikey|x-amz-security-token|access_token|refresh_token|x-amz-signature|x-amz-credential';
const SCHEMES = 'basic|bearer|digest|negotiate|aws4-hmac-sha256';

/** A user name and password in a URL. No place before an `@` is looked at twice, and few texts have one. */
const LOGIN = /:\/\/[^\s/:@"'\\,;&}]*:[^\s/@"'\\,;&}]+@/;

/** A credential that was never ours to know, by its shape. What stands in $1 of `pattern` is kept. */
interface Shape {
  /** Where this finds nothing the pattern changes nothing. Nearly every text is clean, and looking is cheap. */
  readonly hint: Pick<RegExp, 'test'>;
  readonly pattern: RegExp;
}

/** A hint that is looked for only where a mark of it stands: to find none of that is cheaper still. */
function behind(mark: string, hint: RegExp): Shape['hint'] {
  return { test: (text) => text.includes(mark) && hint.test(text) };
}

/** What each of the shapes below has something of: few texts have any of it, and three looks tell more cheaply than one a shape. */
const GLANCES = [
  /[@=]|AKIA|ASIA|yJ/,
  /[-_][\w-]{16}/,
  /api[-_]?key|(?:access|refresh)_token|x-amz-|authorization|(?:bearer|basic)\s/i,
] as const;

function mayHoldCredential(text: string): boolean {
  return GLANCES[0].test(text) || GLANCES[1].test(text) || GLANCES[2].test(text);
}

/**
 * Every pattern consumes what it scans or gives up before the next place where it could begin, so the time is linear.
 * The order is such that no mask makes an earlier pattern match.
 */
function shapes(mask: string): readonly Shape[] {
  // Every recorded request has a header masked whole, which the patterns would mask into itself.
  const masked = `${escapeRegExp(mask)}["']`;
  return [
    { hint: /AKIA|ASIA/, pattern: /(?<![A-Za-z0-9])()(?:AKIA|ASIA)[A-Z0-9]{12,}/g },
    {
      hint: /(?:nvapi|sk|gsk|hf|ghp|xox[abp])[-_][\w-]{16}/,
      pattern: /(?<![\w-])()(?:nvapi|sk|gsk|hf|ghp|xox[abp])[-_](?=[\w-]{16})[\w-]+/g,
    },
    { hint: /yJ/, pattern: /(?<![\w-])()eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g },
    {
      hint: behind('@', LOGIN),
      pattern: /(:\/\/[^\s/:@"'\\,;&}]*:)[^\s/@"'\\,;&}]+(?=@)/g,
    },
    {
      hint: behind('=', /(?:ture|tial)=/i),
      pattern: new RegExp(`\\b((?:signature|credential)=)${VALUE}`, 'gi'),
    },
    // Of a request to OCI, good for five minutes.
    {
      hint: behind('=', /ture=["'\\]/i),
      pattern: /\b(signature=["'\\]{1,8})[A-Za-z0-9+/]{40,}={0,2}/gi,
    },
    {
      hint: /api[-_]?key|(?:access|refresh)_token|x-amz-(?:security-token|signature|credential)/i,
      pattern: new RegExp(`((?:${KEY_NAMES})${OPENING})${VALUE}`, 'gi'),
    },
    {
      hint: new RegExp(`authorization${OPENING}(?!${QUOTES}(?:(?:${SCHEMES}) )?${masked})`, 'i'),
      pattern: new RegExp(`((?:proxy-)?authorization${OPENING}(?:(?:${SCHEMES})\\s{1,4})?)${VALUE}`, 'gi'),
    },
    {
      hint: new RegExp(`(?:bearer|basic)\\s{1,4}(?!${masked})`, 'i'),
      pattern: new RegExp(`\\b((?:bearer|basic)\\s{1,4})(?=${TOKEN}{20}|${TOKEN}{0,40}[0-9])${VALUE}`, 'gi'),
    },
  ];
}

/** Masks every given secret as `createSecretMask` does, and what looks like a credential. Idempotent and linear. */
export function createRedact(secrets: readonly string[]): Redact {
  const { mask, apply } = createSecretMask(secrets);
  const credentials = shapes(mask);
  return (text) => {
    let clean = apply(text);
    if (!mayHoldCredential(clean)) return clean;
    for (const { hint, pattern } of credentials) {
      if (hint.test(clean)) clean = clean.replace(pattern, `$1${mask}`);
    }
    return clean;
  };
}
