import { envoyRoute } from './envoy-route.ts';
import { httpRoute } from './http-route.ts';
import { istioService } from './istio-service.ts';
import { litellmConfig } from './litellm-config.ts';
import { portkeyConfig } from './portkey-config.ts';
import type { RoutedStep } from './routed-step.ts';

/** How a step is written down for what carries it out, and whether that names services of a cluster. */
interface RouteForm {
  readonly write: (step: RoutedStep) => object;
  readonly isOfCluster: boolean;
}

export const ROUTE_FORMS = {
  'http-route': { write: httpRoute, isOfCluster: true },
  istio: { write: istioService, isOfCluster: true },
  envoy: { write: envoyRoute, isOfCluster: false },
  litellm: { write: litellmConfig, isOfCluster: false },
  portkey: { write: portkeyConfig, isOfCluster: false },
} as const satisfies Record<string, RouteForm>;
export type RouteFormName = keyof typeof ROUTE_FORMS;
