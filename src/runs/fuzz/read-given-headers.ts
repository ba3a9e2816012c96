import { whyNoHeader, whyNoHeaderValue } from '../../config/header-text.ts';
import { isSecretHeader } from '../../config/secrets/find-secrets.ts';
import { readHeaders, type KnownHeaders } from '../../config/secrets/read-headers.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import type { HeaderSource, HeaderSources } from '../../contract/wires/target.ts';
import type { RunWorld } from '../run-world.ts';

/** Headers as somebody gave them on a command line. */
export interface GivenHeaders extends KnownHeaders {
  readonly sources: HeaderSources;
}

/** `$NAME` or `${NAME}` as the whole value. */
const REFERENCE = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})$/;

/**
 * Headers from `Name: value`, or `Name: $ENV` for a secret, which is read here. Throws InputError with all that is wrong
 * with them; a value that looks like a secret is refused and never shown.
 */
export function readGivenHeaders(texts: readonly string[], env: RunWorld['env']): GivenHeaders {
  const sources = new Map<string, HeaderSource>();
  const problems: Problem[] = [];
  for (const text of texts) {
    const colon = text.indexOf(':');
    const name = text.slice(0, Math.max(0, colon)).trim();
    const given = text.slice(colon + 1).trim();
    const known = name.toLowerCase();
    const [, plain, braced] = REFERENCE.exec(given) ?? [];
    const variable = plain ?? braced;
    const reason = whyNoHeader(name);
    const wrong = variable === undefined ? whyNoHeaderValue(given) : null;
    if (colon < 1 || reason === 'is no name of a header') {
      problems.push(problem('--header is no header', "write 'Name: value', or 'Name: $ENV' for a secret"));
    } else if (reason !== null) {
      const mend = known === 'authorization' ? 'use --api-key-env NAME' : 'leave it out';
      problems.push(problem(`--header "${name}" ${reason}`, mend));
    } else if (sources.has(known)) {
      problems.push(problem(`--header "${known}" is there twice`, 'keep one of them'));
    } else if (wrong !== null) {
      problems.push(problem(`the value of --header "${name}" ${wrong}`));
    } else if (variable === undefined && isSecretHeader(name, given)) {
      const mend = `put it into an environment variable and write '${name}: $ITS_NAME'`;
      problems.push(problem(`the value of --header "${name}" looks like a secret`, mend));
    }
    sources.set(known, variable === undefined ? given : { env: variable });
  }
  if (problems.length > 0) throw new InputError(problems);
  const named = Object.fromEntries(sources);
  const read = readHeaders(named, env, '--header');
  if ('problem' in read) throw new InputError([read.problem]);
  return { ...read, sources: named };
}

/** The same as they were given. */
export function givenHeaderTexts(sources: HeaderSources): readonly string[] {
  return Object.entries(sources).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : `$${value.env}`}`,
  );
}
