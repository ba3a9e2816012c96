import type { Redact } from '../../contract/world.ts';

/**
 * A redactor over many fields. Nearly all are clean, so all are looked at as one text first; only when that changes,
 * each by itself. A stranger's redactor may throw, and then nothing of a text may be shown.
 */
export function maskFields(redact: Redact, fields: readonly (string | null)[]): Redact {
  const safely: Redact = (text) => {
    try {
      return redact(text);
    } catch {
      return '***';
    }
  };
  const all = fields.filter((field) => field !== null).join('\n');
  return safely(all) === all ? (text) => text : safely;
}
