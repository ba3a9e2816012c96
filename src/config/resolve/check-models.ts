import { complaint, unknownName, type Complain, type Path } from '../problems/complaint.ts';
import type { ModelRow } from '../rows/model-row.ts';
import type { Draft } from '../source/parse-draft.ts';
import type { Server } from './resolve-server.ts';
import type { Wires } from './resolve-wire.ts';

/** Who may offer a model: providers with one row for all, servers by name, and targets with a server in place. */
function hostsOf(draft: Draft, servers: ReadonlyMap<string, Server | null>, wires: Wires): readonly string[] {
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
  limits: Pick<ModelRow, 'contextTokens' | 'maxOutputTokens'>,
  complain: Complain,
): void {
  const { contextTokens, maxOutputTokens } = limits;
  if (contextTokens === null || maxOutputTokens === null || maxOutputTokens <= contextTokens) return;
  const message = `more output tokens (${maxOutputTokens}) than context holds (${contextTokens})`;
  const mend = 'the context is input and output together: correct one of the two';
  complain(complaint([...path, 'maxOutputTokens'], message, { mend }));
}

function checkOffers(name: string, model: ModelRow, hosts: readonly string[], complain: Complain): void {
  for (const [host, offer] of Object.entries(model.offers)) {
    const path = ['models', name, 'offers', host];
    if (!hosts.includes(host))
      complain({ ...unknownName(path, 'provider or server', host, hosts), at: 'key' });
    if (offer.images !== undefined && model.images === undefined) {
      const mend = `write models.${name}.images, and here only what differs`;
      complain(complaint([...path, 'images'], 'the model itself states no images', { at: 'key', mend }));
    }
    if (offer.contextTokens === undefined && offer.maxOutputTokens === undefined) continue;
    const contextTokens = offer.contextTokens === undefined ? model.contextTokens : offer.contextTokens;
    const maxOutputTokens =
      offer.maxOutputTokens === undefined ? model.maxOutputTokens : offer.maxOutputTokens;
    checkTokens(path, { contextTokens, maxOutputTokens }, complain);
  }
}

/** What must hold within a model beyond its form. */
export function checkModels(
  draft: Draft,
  servers: ReadonlyMap<string, Server | null>,
  wires: Wires,
  complain: Complain,
): void {
  const hosts = hostsOf(draft, servers, wires);
  for (const [name, model] of draft.models) {
    if (model === null) continue;
    const path = ['models', name];
    if (model.modalities.includes('image') && model.images === undefined) {
      const message = `the model "${name}" reads images and states no limits of them`;
      const mend = 'write images: { maxCount, maxBytes, formats }';
      complain(complaint([...path, 'images'], message, { at: 'key', mend }));
    }
    checkTokens(path, model, complain);
    checkOffers(name, model, hosts, complain);
  }
}
