import { problem, type Problem } from '../../contract/problem.ts';
import type { Target } from '../../contract/wires/target.ts';
import type { Network } from '../catalog.ts';
import { ENV_REFERENCE, whyNoUrl } from '../setting-text.ts';
import { readVariables, type Environment } from './read-variables.ts';

function referenceIn(value: string): string | null {
  return ENV_REFERENCE.exec(value)?.[1] ?? null;
}

/**
 * A target's settings with each `${NAME}` read from the environment: for live calls only. A simulated run takes the
 * settings as they stand, so that it never depends on the environment.
 */
export function readSettings(
  target: Pick<Target, 'id' | 'settings'>,
  env: Environment,
): { readonly settings: Target['settings'] } | { readonly problem: Problem } {
  const names = Object.values(target.settings)
    .map(referenceIn)
    .filter((name) => name !== null);
  const found = readVariables([...new Set(names)], env);
  if ('reason' in found) {
    return {
      problem: problem(
        `target "${target.id}": ${found.reason}`,
        'set what is missing, or run with --source simulate',
      ),
    };
  }
  const entries = Object.entries(target.settings).map(([key, value]) => {
    const name = referenceIn(value);
    return [key, name === null ? value : (found.values.get(name) ?? value)] as const;
  });
  return { settings: Object.fromEntries(entries) };
}

/** The network with its proxy read from the environment where it is a reference. */
export function readNetwork(
  network: Network,
  env: Environment,
): { readonly network: Network } | { readonly problem: Problem } {
  const name = network.proxy === null ? null : referenceIn(network.proxy);
  if (name === null) return { network };
  const found = readVariables([name], env);
  if ('reason' in found)
    return { problem: problem(`network.proxy: ${found.reason}`, 'set it, or write proxy: null') };
  const proxy = found.values.get(name) ?? '';
  const reason = whyNoUrl(proxy.replace(/\/\/[^/@]*@/, '//'));
  if (reason !== null) return { problem: problem(`network.proxy: environment variable ${name} ${reason}`) };
  return { network: { ...network, proxy } };
}
