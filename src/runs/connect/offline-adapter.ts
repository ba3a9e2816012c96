import { createRedact } from '../../config/secrets/create-redact.ts';
import { ENV_REFERENCE } from '../../config/setting-text.ts';
import type { CatalogTarget } from '../../config/catalog.ts';
import type { Adapter } from '../../contract/wires/adapter.ts';
import type { Clock } from '../../contract/world.ts';
import { loadAdapter, WIRES } from '../../providers/registry.ts';
import { SDK_SHIMS } from '../../transport/sdk-shims.ts';
import { madeUpCredentials } from './made-up-account.ts';
import { TOKENS } from './serve-tokens.ts';

const MADE_UP = 'made-up';

/** A target for bytes that are at hand: there is nobody to ask again after a 202. */
export function withoutPolling(target: CatalogTarget): CatalogTarget {
  const dialect = target.dialect === null ? null : { ...target.dialect, asyncPolling: null };
  return { ...target, dialect };
}

/** The adapter of a target as it is configured today, with an account that nobody is asked for. */
export async function createOfflineAdapter(target: CatalogTarget, clock: Clock): Promise<Adapter> {
  const traits = WIRES[target.wire];
  if (traits === undefined) throw new Error(`no wire ${target.wire}`);
  const createAdapter = await loadAdapter(target.wire);
  return createAdapter(
    withoutPolling(target),
    madeUpCredentials(traits, { token: MADE_UP, apiKey: MADE_UP }),
    {
      clock,
      redact: createRedact([]),
      learnSecret: () => undefined,
      shims: SDK_SHIMS,
      headers: {},
      transport: TOKENS,
    },
  );
}

/** The target with made-up values for what configuration leaves to the environment, and those values. */
export function withMadeUpSettings(target: CatalogTarget): {
  readonly target: CatalogTarget;
  readonly madeUp: ReadonlySet<string>;
} {
  const madeUp = new Set<string>();
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(target.settings)) {
    if (!ENV_REFERENCE.test(value)) settings[name] = value;
    else madeUp.add((settings[name] = `simulated-${name.replaceAll('_', '-')}`));
  }
  return { target: { ...target, settings }, madeUp };
}
