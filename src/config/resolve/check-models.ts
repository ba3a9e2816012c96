import type { Path } from '../../files/path.ts';
import { problemAt, unknownName, type ProblemAt } from '../../files/problem-at.ts';
import type { ModelRow } from '../rows/model-row.ts';
import type { Draft } from '../parse-draft.ts';
import type { Server } from './resolve-server.ts';
import type { Wires } from './resolve-wire.ts';

/** Who may offer a model: providers with one row for all, servers by name, and targets with a server in place. */
function hostsOf(
  draft: Draft,
  servers: ReadonlyMap<string, Server | null>,
  wires: Wires,
): readonly string[] | null {
  if (draft.known.servers === null || draft.known.targets === null) return null;
  const providers = Object.values(wires).filter((wire) => wire.capabilities !== null);
  const inPlace = draft.targets.filter((row) => typeof row?.server === 'object');
  return [
    ...new Set([
      ...providers.map((wire) => wire.provider),
      ...servers.keys(),
      ...inPlace.flatMap((row) => (row === null ? [] : [row.id])),
    ]),
  ];
}

function checkTokens(
  path: Path,
  { contextTokens, maxOutputTokens }: Pick<ModelRow, 'contextTokens' | 'maxOutputTokens'>,
): readonly ProblemAt[] {
  if (contextTokens === null || maxOutputTokens === null || maxOutputTokens <= contextTokens) return [];
  const message = `more output tokens (${maxOutputTokens}) than context holds (${contextTokens})`;
  const mend = 'the context is input and output together: correct one of the two';
  return [problemAt([...path, 'maxOutputTokens'], message, { mend })];
}

function checkOffers(name: string, model: ModelRow, hosts: readonly string[] | null): readonly ProblemAt[] {
  return Object.entries(model.offers).flatMap(([host, offer]) => {
    const path = ['models', name, 'offers', host];
    const found: ProblemAt[] = [];
    if (hosts?.includes(host) === false) {
      found.push({ ...unknownName(path, 'provider or server', host, hosts), at: 'key' });
    }
    if (offer.images !== undefined && model.images === undefined) {
      const mend = `write models.${name}.images, and here only what differs`;
      found.push(problemAt([...path, 'images'], 'the model itself states no images', { at: 'key', mend }));
    }
    if (offer.contextTokens === undefined && offer.maxOutputTokens === undefined) return found;
    const contextTokens = offer.contextTokens === undefined ? model.contextTokens : offer.contextTokens;
    const maxOutputTokens =
      offer.maxOutputTokens === undefined ? model.maxOutputTokens : offer.maxOutputTokens;
    return [...found, ...checkTokens(path, { contextTokens, maxOutputTokens })];
  });
}

function checkImages(name: string, model: ModelRow): readonly ProblemAt[] {
  if (!model.modalities.includes('image') || model.images !== undefined) return [];
  const message = `the model "${name}" reads images and states no limits of them`;
  const mend = 'write images: { maxCount, maxBytes, formats }';
  return [problemAt(['models', name, 'images'], message, { at: 'key', mend })];
}

/** What must hold within a model beyond its form. */
export function checkModels(
  draft: Draft,
  servers: ReadonlyMap<string, Server | null>,
  wires: Wires,
): readonly ProblemAt[] {
  const hosts = hostsOf(draft, servers, wires);
  return [...draft.models].flatMap(([name, model]) =>
    model === null
      ? []
      : [
          ...checkImages(name, model),
          ...checkTokens(['models', name], model),
          ...checkOffers(name, model, hosts),
        ],
  );
}
