import type { RunManifest } from './manifest.ts';

/** The run in which answers were asked for: however often they are judged anew, it stays the same. */
export function askedIn({ run, rejudged }: Pick<RunManifest, 'run' | 'rejudged'>): string {
  return rejudged?.askedIn?.run ?? rejudged?.run ?? run;
}
