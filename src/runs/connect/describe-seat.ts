import type { SimulatedSeat } from '../../contract/wires/seat.ts';
import type { SimulatedTarget } from './open-simulation.ts';

export function describeSeat({ target, credentials }: SimulatedTarget): SimulatedSeat {
  const { id, baseUrl: configBaseUrl, model, region, settings } = target;
  const baseUrl = `${configBaseUrl}${target.dialect?.basePath ?? ''}`;
  return { id, baseUrl, configBaseUrl, model: model.providerModelId, region, settings, credentials };
}
