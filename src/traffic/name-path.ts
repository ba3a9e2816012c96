import { aliasPath, type Routing } from '../contract/gates/migration.ts';

/** A model as clients name it, and the path that stands for it. */
export interface NamedPath {
  readonly model: string;
  readonly path: string;
}

/**
 * The models that clients may name in a body: the alias, each version by the end of its path, and the baseline's own model,
 * which is what they named before somebody stood between.
 */
export function namedPaths(routing: Routing | null, baselineModel: string): readonly NamedPath[] {
  if (routing === null) return [{ model: baselineModel, path: '/v1' }];
  const { alias, baseline, candidate } = routing;
  const named = [
    { model: alias, path: aliasPath(alias) },
    ...[baseline, candidate].map((path) => ({ model: path.slice(path.lastIndexOf('/') + 1), path })),
    { model: baselineModel, path: aliasPath(alias) },
  ];
  return named.filter(({ model }, at) => named.findIndex((other) => other.model === model) === at);
}
