import type { Catalog, CatalogTarget } from '../../config/catalog.ts';
import { readCredentials } from '../../config/secrets/read-credentials.ts';
import { readNetwork, readSettings } from '../../config/secrets/read-settings.ts';
import { asWarning, problem, type Problem } from '../../contract/problem.ts';
import type { RunWorld } from '../run-world.ts';

/**
 * What live calls to these targets would lack in the environment and in a profile, by name alone, as warnings: one for
 * all targets that lack the same.
 */
export async function missingVariables(
  { network }: Pick<Catalog, 'network'>,
  targets: readonly CatalogTarget[],
  env: RunWorld['env'],
): Promise<readonly Problem[]> {
  const each = await Promise.all(
    targets.map(async (target) => ({ id: target.id, lacks: await lackingOf(target, env) })),
  );
  const lacking = each.flatMap(({ id, lacks }) => lacks.map(({ message }) => ({ id, reason: message })));
  const proxy = readNetwork(network, env);
  return [
    ...[...Map.groupBy(lacking, ({ reason }) => reason)].map(([reason, alike]) =>
      warning(`live calls to ${alike.map(({ id }) => id).join(', ')}: ${reason}`),
    ),
    ...('problem' in proxy ? [warning(`live calls: ${proxy.problem.message}`)] : []),
  ];
}

/** What one target lacks, said without its name. */
export async function lackingOf(target: CatalogTarget, env: RunWorld['env']): Promise<readonly Problem[]> {
  return [await readCredentials(target, env), readSettings(target, env)].flatMap((read) =>
    'problem' in read ? [withoutName(target.id, read.problem)] : [],
  );
}

function withoutName(id: string, problem: Problem): Problem {
  const name = `target "${id}": `;
  const { message } = problem;
  return { ...problem, message: message.startsWith(name) ? message.slice(name.length) : message };
}

function warning(message: string): Problem {
  return asWarning(problem(message, 'set this right before a live run; --source simulate needs none'));
}
