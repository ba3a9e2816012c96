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
