import type { HeaderSources } from '../../contract/wires/target.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { whyNoHeader, whyNoHeaderValue } from '../header-text.ts';
import type { HeadersRow } from '../rows/target-row.ts';
import type { Resolved } from './resolved.ts';

/** A target's own headers by lower-case name, and those that may not be set, cannot be sent, or are there twice. */
export function resolveHeaders(row: HeadersRow | undefined, at: Path): Resolved<HeaderSources> {
  const headers = new Map<string, HeadersRow[string]>();
  const problems: ProblemAt[] = [];
  for (const [name, value] of Object.entries(row ?? {})) {
    const path = [...at, 'headers', name];
    const known = name.toLowerCase();
    const reason = whyNoHeader(name);
    const wrong = typeof value === 'string' ? whyNoHeaderValue(value) : null;
    if (reason !== null) {
      problems.push(problemAt(path, `the header "${name}" ${reason}`, { at: 'key', mend: 'leave it out' }));
    } else if (headers.has(known)) {
      const message = `the header "${known}" is there twice: names are the same in any case of letters`;
      problems.push(problemAt(path, message, { at: 'key', mend: 'keep one of them' }));
    } else if (wrong !== null) {
      problems.push(problemAt(path, `the value of the header "${name}" ${wrong}`));
    }
    headers.set(known, value);
  }
  return { value: Object.fromEntries(headers), problems };
}
