import { serviceOf, type RoutedStep } from './routed-step.ts';

/**
 * A step as the HTTPRoute of a Kubernetes gateway: the alias by weight, the versions as they are.
 * https://gateway-api.sigs.k8s.io/reference/spec/#httproute
 */
export function httpRoute({ migration, rows, place, mirror }: RoutedStep): object {
  const { gateway, namespace, port } = place;
  const mirrors =
    mirror === null ? [] : [{ type: 'RequestMirror', requestMirror: { backendRef: { name: mirror, port } } }];
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
