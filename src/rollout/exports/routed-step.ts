import type { RouterRows } from '../../contract/rollout/rollout.ts';
import type { Target } from '../../contract/wires/target.ts';
import type { GatewayWords } from '../../contract/wires/wire-traits.ts';

/** What stands around the route in a cluster. */
export interface ClusterPlace {
  readonly gateway: string;
  readonly namespace: string;
  readonly port: number;
  /** The service that takes mirrored requests to compare them; null mirrors to the candidate. */
  readonly sink: string | null;
}

export interface RoutedTarget {
  readonly target: Target;
  readonly words: GatewayWords;
}

/** A step as it is written down for those who carry it out. */
export interface RoutedStep {
  readonly migration: string;
  readonly rows: RouterRows;
  readonly sides: { readonly baseline: RoutedTarget; readonly candidate: RoutedTarget };
  readonly place: ClusterPlace;
  /** The header by which a client is known. */
  readonly clientKey: string;
  /** The service that requests are mirrored to now; null is none. */
  readonly mirror: string | null;
}

/** The name of a target's service: its id, for a label of DNS with the dots as dashes. */
export function serviceOf(target: string): string {
  return target.replaceAll('.', '-');
}
