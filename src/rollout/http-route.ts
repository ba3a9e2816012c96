import type { RouterRows } from '../contract/rollout.ts';

/** What stands around the route in a cluster. */
export interface ClusterPlace {
  readonly gateway: string;
  readonly namespace: string;
  readonly port: number;
}

/**
 * A step as the HTTPRoute of a Kubernetes gateway: the alias by weight, the versions as they are, the candidate mirrored
 * while it serves nobody. https://gateway-api.sigs.k8s.io/reference/spec/#httproute
 */
export function httpRoute(
  migration: string,
  rows: RouterRows,
  { gateway, namespace, port }: ClusterPlace,
): object {
  const mirrors =
    rows.mirrorTo === null
      ? []
      : [{ type: 'RequestMirror', requestMirror: { backendRef: { name: serviceOf(rows.mirrorTo), port } } }];
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: migration, namespace },
    spec: {
      parentRefs: [{ name: gateway }],
      rules: [
        ...rows.routes.map(({ path, target }) => ({
          matches: matchesOf(path),
          backendRefs: [{ name: serviceOf(target), port }],
        })),
        {
          matches: matchesOf(rows.alias.path),
          ...(mirrors.length === 0 ? {} : { filters: mirrors }),
          backendRefs: rows.alias.targets.map(({ target, weight }) => ({
            name: serviceOf(target),
            port,
            weight,
          })),
        },
      ],
    },
  };
}

function matchesOf(value: string): readonly object[] {
  return [{ path: { type: 'PathPrefix', value } }];
}

/** The name of a target's service: its id, for a label of DNS with the dots as dashes. */
export function serviceOf(target: string): string {
  return target.replaceAll('.', '-');
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names */
const LABEL = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export function isLabel(name: string): boolean {
  return LABEL.test(name);
}
