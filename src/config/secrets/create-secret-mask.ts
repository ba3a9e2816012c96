import type { Redact } from '../../contract/world.ts';
import { escapeRegExp } from './escape-reg-exp.ts';
import { secretForms } from './secret-forms.ts';

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
  return { mask, apply: (text) => text.replace(known, mask) };
}
