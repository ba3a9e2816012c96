import { serviceOf, type RoutedStep } from './routed-step.ts';

/**
 * A step as Envoy's RouteConfiguration; clusters are named as services are. A client stays on its side by the hash of its
 * header, and more weight moves clients to the candidate alone; which clients, Envoy's hash says and not ours.
 * https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto
 */
export function envoyRoute({ migration, rows, clientKey, mirror }: RoutedStep): object {
  return {
    name: migration,
    virtual_hosts: [
      {
        name: migration,
        domains: ['*'],
        routes: [
          ...rows.routes.map(({ path, target }) => ({
            match: { path_separated_prefix: path },
            route: { cluster: serviceOf(target) },
          })),
          {
            match: { path_separated_prefix: rows.alias.path },
            route: {
              weighted_clusters: {
                clusters: rows.alias.targets.map(({ target, weight }) => ({
                  name: serviceOf(target),
                  weight,
                })),
                use_hash_policy: true,
              },
              hash_policy: [{ header: { header_name: clientKey } }],
              ...(mirror === null ? {} : { request_mirror_policies: [{ cluster: mirror }] }),
            },
          },
        ],
      },
    ],
  };
}
