import { complaint, type Complaint, type Path } from '../problems/complaint.ts';
import { looksLikeSecret, looksRandom } from './looks-like-secret.ts';

const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const CREDENTIAL_WORDS = new Set(['none', 'aws-default-chain']);

/** A text that must not be shown, and why it may not stand there. */
export interface Hidden {
  readonly path: Path;
  readonly value: string;
  readonly complaint: Complaint;
}

function judge(path: Path, value: string): Hidden | null {
  if (/^[a-z]+:\/\/[^/]*@/i.test(value)) {
    const mend = 'put the whole URL into an environment variable; network.proxy takes ${NAME}';
    return { path, value, complaint: complaint(path, 'this URL holds a user name or password', { mend }) };
  }
  const isCredential = path.includes('credentials');
  if (isCredential ? looksRandom(value) : looksLikeSecret(value)) {
    const message = isCredential
      ? 'a secret stands here in place of the name of an environment variable'
      : 'this looks like a secret';
    const mend =
      'put the value into an environment variable, write its name here, and replace the secret: it has been on disk';
    return { path, value, complaint: complaint(path, message, { mend }) };
  }
  if (!isCredential || CREDENTIAL_WORDS.has(value) || ENV_NAME.test(value)) return null;
  const mend =
    'write the name of an environment variable, such as VLLM_API_KEY; its value is read when a call is made';
  return {
    path,
    value,
    complaint: complaint(path, 'this is not the name of an environment variable', { mend }),
  };
}

/** Walks the whole file's value: every text that is a secret by its looks, or may be one by its place. */
export function findSecrets(value: unknown, path: Path = []): readonly Hidden[] {
  if (typeof value === 'string') {
    const hidden = judge(path, value);
    return hidden === null ? [] : [hidden];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => findSecrets(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => findSecrets(item, [...path, key]));
}
