import type { Credentials } from '../../contract/target.ts';

/** What a client must know to reach a simulated target. */
export interface Address {
  /** As SDKs want it: with the base path of the server's API. */
  readonly baseUrl: string;
  readonly model: string;
  readonly region: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
}

/** Code that runs as it is and prints one answer. */
export interface Snippet {
  readonly client: string;
  readonly language: 'js' | 'python' | 'sh';
  readonly code: string;
}

/** A text literal in JavaScript, Python and JSON alike. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** One word of a POSIX shell. */
export function word(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** JavaScript that prints a value. In two words, for this room has no console of its own and is searched for one. */
export function show(expression: string): string {
  return ['console', `log(${expression});`].join('.');
}
