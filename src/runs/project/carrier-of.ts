import type { Target } from '../../contract/wires/target.ts';
import type { Carrier } from '../../providers/carriage-of.ts';
import { WIRES } from '../../providers/registry.ts';

/** What decides what becomes of the requests to a target. */
export function carrierOf({ wire, capabilities }: Pick<Target, 'wire' | 'capabilities'>): Carrier {
  return { capabilities, usageDetails: WIRES[wire]?.usageDetails ?? [] };
}
