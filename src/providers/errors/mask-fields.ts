import type { Redact } from '../../contract/world.ts';

/**
 * A redactor over a body and fields beside it. Nearly all are clean, so all are looked at as one text first, without
 * the fields that stand in the body as they are, and each once; only when that changes, each by itself. A stranger's
 * redactor may throw, and then nothing of a text may be shown.
 */
export function maskFields(redact: Redact, body: string | null, fields: readonly (string | null)[]): Redact {
  const safely: Redact = (text) => {
    try {
      return redact(text);
    } catch {
      return '***';
    }
  };
  let all = body ?? '';
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at] ?? '';
    if (field !== '' && fields.indexOf(field) === at && body?.includes(field) !== true) all += `\n${field}`;
  }
  return safely(all) === all ? (text) => text : safely;
}
