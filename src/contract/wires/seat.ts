import type { Credentials } from './target.ts';

/**
 * What a person's own client needs to reach a simulated target. `baseUrl` is what an SDK takes under that name, and
 * `configBaseUrl` what the configuration does.
 */
export interface SimulatedSeat {
  readonly id: string;
  readonly baseUrl: string;
  readonly configBaseUrl: string;
  /** The model's id at the provider. */
  readonly model: string;
  readonly region: string | null;
  readonly settings: Readonly<Record<string, string>>;
  /** Made up; they open nothing else. */
  readonly credentials: Credentials;
}

/** Code that runs as it is and prints one answer. */
export interface Snippet {
  readonly client: string;
  readonly language: 'js' | 'python' | 'sh';
  readonly code: string;
}
