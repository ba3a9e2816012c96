import { InputError, problem } from '../contract/problem.ts';

/** The Redis that people gave, and how it may be shown: without its password. */
export interface RedisUrl {
  readonly url: string;
  readonly shown: string;
}

const FORM = 'redis://HOST:PORT, or rediss://… for TLS, and /N for database N';
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * What was given as the Redis of a run: its URL, or the name of the environment variable that holds it, so that no password
 * stands in a command line. Throws InputError, which never says more of it than a name.
 */
export function readRedisUrl(given: string, env: Readonly<Record<string, string | undefined>>): RedisUrl {
  const isName = VARIABLE.test(given);
  const value = isName ? env[given] : given;
  if (value === undefined || value === '') {
    const message = `the environment variable ${given} is not set: it is to hold the URL of the Redis that workers share`;
    throw new InputError([problem(message, `export ${given}=redis://HOST:PORT`)]);
  }
  const url = URL.parse(value);
  const why = url === null ? 'it is no URL' : whyNoRedis(url);
  if (why !== null) {
    const what = isName ? `the value of ${given}` : 'what was given';
    throw new InputError([problem(`${what} does not name a Redis: ${why}`, `write ${FORM}`)]);
  }
  return { url: value, shown: maskUrls(value) };
}

function whyNoRedis({ protocol, hostname, pathname }: URL): string | null {
  if (protocol !== 'redis:' && protocol !== 'rediss:') return `its scheme is not redis or rediss`;
  if (hostname === '') return 'it names no host';
  return /^(?:\/\d{0,4})?$/.test(pathname) ? null : 'what follows its host is no number of a database';
}

/** Whatever stands between the scheme and the last @ before the path may be a password, or a part of one. */
const USERINFO = /\b(rediss?:\/\/)\S*@/gi;

/** A text in which no URL of a Redis has a user or a password. */
export function maskUrls(text: string): string {
  return text.replaceAll(USERINFO, '$1***@');
}
