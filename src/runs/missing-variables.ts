import type { Catalog, CatalogTarget } from '../config/catalog.ts';
import { readCredentials } from '../config/secrets/read-credentials.ts';
import { readNetwork, readSettings } from '../config/secrets/read-settings.ts';
import { problem, type Problem } from '../contract/problem.ts';
import type { RunWorld } from './run-world.ts';

/**
 * What live calls to these targets would lack in the environment, by name alone, as warnings: one for all targets that
 * lack the same.
 */
export function missingVariables(
  { network }: Pick<Catalog, 'network'>,
  targets: readonly CatalogTarget[],
  env: RunWorld['env'],
): readonly Problem[] {
  const lacking = targets.flatMap((target) =>
    lackingOf(target, env).map((reason) => ({ id: target.id, reason })),
  );
  const proxy = readNetwork(network, env);
  return [
    ...[...Map.groupBy(lacking, ({ reason }) => reason)].map(([reason, alike]) =>
      warning(`live calls to ${alike.map(({ id }) => id).join(', ')}: ${reason}`),
    ),
    ...('problem' in proxy ? [warning(`live calls: ${proxy.problem.message}`)] : []),
  ];
}

/** What one target lacks, a reason each. */
export function lackingOf(target: CatalogTarget, env: RunWorld['env']): readonly string[] {
  return [readCredentials(target, env), readSettings(target, env)].flatMap((read) =>
    'problem' in read ? [reasonOf(target.id, read.problem)] : [],
  );
}

/** What is said of a target, without its name. */
function reasonOf(id: string, { message }: Problem): string {
  const name = `target "${id}": `;
  return message.startsWith(name) ? message.slice(name.length) : message;
}

function warning(message: string): Problem {
  return {
    ...problem(message, 'set it before a live run; --source simulate needs none'),
    severity: 'warning',
  };
}
