import { loadConfig, type LoadConfigOptions } from '../../config/load-config.ts';
import type { Catalog } from '../../config/catalog.ts';
import type { Problem } from '../../contract/problem.ts';
import { DIALECTS } from '../../providers/openai-compatible/dialects.ts';
import { WIRES } from '../../providers/registry.ts';

/** The effective configuration alone, against the wires and servers that this version knows. */
export async function checkConfig(
  path: string,
  more: Pick<LoadConfigOptions, 'capabilityFiles'> = {},
): Promise<{ catalog: Catalog; warnings: readonly Problem[] }> {
  return loadConfig({ path, dialects: DIALECTS, wires: WIRES, ...more });
}
