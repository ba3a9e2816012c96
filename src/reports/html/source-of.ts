import { hash } from 'node:crypto';

/** Names a style or script that may be used, by its hash. https://www.w3.org/TR/CSP3/#external-hash */
export function sourceOf(text: string): string {
  return `'sha256-${hash('sha256', text, 'base64')}'`;
}
