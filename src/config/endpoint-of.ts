import type { Endpoint } from '../contract/wires/endpoint.ts';
import type { Target } from '../contract/wires/target.ts';

/** What makes a target the endpoint that it is. */
export function endpointOf({ id, provider, wire, server, region, baseUrl, model }: Target): Endpoint {
  return { target: id, provider, wire, server, region, baseUrl, model: model.providerModelId };
}

/** How a file's endpoint is another than this one, in words; null where it is the same. */
export function otherEndpoint(found: Endpoint, own: Endpoint): string | null {
  const apart = (['target', 'provider', 'wire', 'server', 'region', 'baseUrl', 'model'] as const).flatMap(
    (key) =>
      found[key] === own[key]
        ? []
        : [`its ${WORDS[key]} is ${found[key] ?? 'none'}, not ${own[key] ?? 'none'}`],
  );
  return apart.length === 0 ? null : apart.join('; ');
}

const WORDS: Readonly<Record<keyof Endpoint, string>> = {
  target: 'target',
  provider: 'provider',
  wire: 'wire',
  server: 'server',
  region: 'region',
  baseUrl: 'base URL',
  model: 'model',
};
