import { serviceOf, type RoutedStep } from './routed-step.ts';

/** A step as Istio's VirtualService. https://istio.io/latest/docs/reference/config/networking/virtual-service/ */
export function istioService({ migration, rows, place, mirror }: RoutedStep): object {
  const { gateway, namespace, port } = place;
  const to = (host: string): object => ({ host, port: { number: port } });
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: migration, namespace },
    spec: {
      hosts: ['*'],
      gateways: [gateway],
      http: [
        ...rows.routes.map(({ path, target }) => ({
          match: matchesOf(path),
          route: [{ destination: to(serviceOf(target)) }],
        })),
        {
          match: matchesOf(rows.alias.path),
          route: rows.alias.targets.map(({ target, weight }) => ({
            destination: to(serviceOf(target)),
            weight,
          })),
          ...(mirror === null ? {} : { mirror: to(mirror), mirrorPercentage: { value: 100 } }),
        },
      ],
    },
  };
}

/** Its prefixes are of letters, not of path segments: /v1/llama would take /v1/llama-v2 too. */
function matchesOf(path: string): readonly object[] {
  return [{ uri: { exact: path } }, { uri: { prefix: `${path}/` } }];
}
