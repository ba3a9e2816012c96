import { looksLikeSecret } from '../../files/looks-like-secret.ts';
import type { Path } from '../../files/path.ts';
import type { Hidden } from '../../files/place-problems.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { isSecretName } from '../header-text.ts';

const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const CREDENTIAL_WORDS = new Set(['none', 'aws-default-chain', 'oci-profile']);

/** A text that must not be shown, and why it may not stand there. */
export interface FoundSecret extends Hidden {
  readonly problem: ProblemAt;
}

/** True also for long text that mixes cases and digits, or is long hexadecimal, as no variable's name is. */
function looksRandom(value: string): boolean {
  if (looksLikeSecret(value)) return true;
  if (value.length < 20) return false;
  return (
    /^[0-9a-f]{32,}$/i.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value))
  );
}

/** Whether a header's value, as somebody wrote it, must not be shown. Names of models and addresses may be long too. */
export function isSecretHeader(name: string, value: string): boolean {
  if (isSecretName(name) || /^(?:basic|bearer|token)\s/i.test(value)) return true;
  const isKey = value.split(/[\s,;=]+/).some(looksLikeSecret);
  return isKey || (value.match(/[A-Za-z0-9]{20,}/g) ?? []).some(looksRandom);
}

/** The path of a header's own text: its name is the last step. */
function headerAt(path: Path): string | null {
  const name = path.at(-1);
  return path.at(-2) === 'headers' && typeof name === 'string' ? name : null;
}

function judge(path: Path, value: string): FoundSecret | null {
  if (/^[a-z]+:\/\/[^/]*@/i.test(value)) {
    const mend = 'put the whole URL into an environment variable; network.proxy takes ${NAME}';
    return { path, value, problem: problemAt(path, 'this URL holds a user name or password', { mend }) };
  }
  const header = headerAt(path);
  if (header !== null && isSecretHeader(header, value)) {
    const message = 'this header looks like a secret';
    const mend =
      'put the value into an environment variable, write { env: ITS_NAME } here, and replace the secret: it has been on disk';
    return { path, value, problem: problemAt(path, message, { mend }) };
  }
  // Whoever knows the URL of a webhook can post there.
  const isCredential =
    path.includes('credentials') || headerAt(path.slice(0, -1)) !== null || path.at(-1) === 'webhookEnv';
  if (isCredential ? looksRandom(value) : looksLikeSecret(value)) {
    const message = isCredential
      ? 'a secret stands here in place of the name of an environment variable'
      : 'this looks like a secret';
    const mend =
      'put the value into an environment variable, write its name here, and replace the secret: it has been on disk';
    return { path, value, problem: problemAt(path, message, { mend }) };
  }
  if (!isCredential || CREDENTIAL_WORDS.has(value) || path.at(-1) === 'ociProfile' || ENV_NAME.test(value))
    return null;
  const mend =
    'write the name of an environment variable, such as VLLM_API_KEY; its value is read when a call is made';
  return {
    path,
    value,
    problem: problemAt(path, 'this is not the name of an environment variable', { mend }),
  };
}

/** Walks the whole file's value: every text that is a secret by its looks, or may be one by its place. */
export function findSecrets(value: unknown, path: Path = []): readonly FoundSecret[] {
  if (typeof value === 'string') {
    const found = judge(path, value);
    return found === null ? [] : [found];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => findSecrets(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => findSecrets(item, [...path, key]));
}
