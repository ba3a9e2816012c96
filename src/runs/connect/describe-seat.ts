import type { Credentials } from '../../contract/target.ts';
import type { SimulatedTarget } from './open-simulation.ts';

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

export function describeSeat({ target, credentials }: SimulatedTarget): SimulatedSeat {
  const { id, baseUrl: configBaseUrl, model, region, settings } = target;
  const baseUrl = `${configBaseUrl}${target.dialect?.basePath ?? ''}`;
  return { id, baseUrl, configBaseUrl, model: model.providerModelId, region, settings, credentials };
}
