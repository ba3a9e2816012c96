import { asWarning, problem, type Problem } from '../../contract/problem.ts';
import type { Target } from '../../contract/wires/target.ts';
import { travelsPlain } from '../plain-http.ts';
import { isKnowable, isPlaceholder } from './is-knowable.ts';
import type { NamedSecret } from './secrets-of.ts';

function warning(message: string, mend: string): Problem {
  return asWarning(problem(message, mend));
}

/** Names each secret that is too short to be masked. What stands for "no key" is none. */
export function warnOfShortSecrets(secrets: readonly NamedSecret[]): readonly Problem[] {
  const short = secrets.filter(({ value }) => value !== '' && !isKnowable(value) && !isPlaceholder(value));
  return [...new Set(short.map(({ name }) => name))].map((name) =>
    warning(
      `${name} holds fewer than 6 characters: so short a secret cannot be masked in what is written`,
      'use a longer one, or write credentials: none where the server asks for none',
    ),
  );
}

/** Of what a configuration leaves to the environment: what it writes itself is warned of in its place. */
export function warnOfPlainSettings(
  configured: Pick<Target, 'id' | 'settings'>,
  read: Target['settings'],
): readonly Problem[] {
  return Object.entries(read)
    .filter(([key, value]) => key.endsWith('_url') && configured.settings[key] !== value)
    .filter(([, value]) => travelsPlain(value))
    .map(([key]) =>
      warning(`target "${configured.id}": credentials would travel over plain http to ${key}`, 'use https'),
    );
}

/** A proxy is told its own user name and password before anything is encrypted. */
export function warnOfPlainProxy(proxy: string | null, source: string): readonly Problem[] {
  if (proxy === null || !travelsPlain(proxy)) return [];
  const { username, password } = new URL(proxy);
  if (username === '' && password === '') return [];
  const mend = 'use an https:// proxy, or one that asks for no password';
  return [warning(`${source}: the proxy's user name and password would travel over plain http`, mend)];
}
