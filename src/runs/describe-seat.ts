import type { Credentials } from '../contract/target.ts';
import type { SimulatedTarget } from './open-simulation.ts';

/** What a person's own client needs to reach a simulated target. `baseUrl` is what an SDK takes under that name. */
export interface SimulatedSeat {
  readonly id: string;
  readonly baseUrl: string;
  /** The model's id at the provider. */
  readonly model: string;
  readonly region: string | null;
  readonly settings: Readonly<Record<string, string>>;
  /** Made up; they open nothing else. */
  readonly credentials: Credentials;
}

export function describeSeat({ target, credentials }: SimulatedTarget): SimulatedSeat {
  const baseUrl = `${target.baseUrl}${target.dialect?.basePath ?? ''}`;
  const { id, model, region, settings } = target;
  return { id, baseUrl, model: model.providerModelId, region, settings, credentials };
}
