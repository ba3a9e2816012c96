import { complaint, unknownName, type Complain, type Path } from './complaint.ts';
import type { Draft } from './parse-draft.ts';
import type { Server } from './resolve-server.ts';
import type { Wires } from './resolve-wire.ts';

function checkUnique(
  noun: string,
  ids: readonly (string | null)[],
  pathOf: (index: number) => Path,
  complain: Complain,
): void {
  ids.forEach((id, index) => {
    const first = ids.indexOf(id);
    if (id === null || first === index) return;
    const mend = `the first stands at ${pathOf(first).slice(0, -1).join('[')}]`;
    complain(complaint(pathOf(index), `the ${noun} "${id}" is there twice`, { mend }));
  });
}

function checkModels(
  draft: Draft,
  servers: ReadonlyMap<string, Server | null>,
  wires: Wires,
  complain: Complain,
): void {
  const hosts = new Set([
    ...Object.values(wires)
      .filter((wire) => wire.capabilities !== null)
      .map((wire) => wire.provider),
    ...servers.keys(),
    ...draft.targetIds.filter((id) => id !== null),
  ]);
  for (const [name, model] of draft.models) {
    if (model === null) continue;
    const path = ['models', name];
    const sees = model.modalities.includes('image');
    if (sees && model.images === undefined) {
      const mend = 'write images: { maxCount, maxBytes, formats }';
      complain(
        complaint([...path, 'images'], `the model "${name}" reads images and states no limits of them`, {
          at: 'key',
          mend,
        }),
      );
    }
    for (const [host, offer] of Object.entries(model.offers)) {
      const at = [...path, 'offers', host];
      if (!hosts.has(host)) {
        complain({ ...unknownName(at, 'provider or server', host, [...hosts]), at: 'key' });
      }
      const context = offer.contextTokens === undefined ? model.contextTokens : offer.contextTokens;
      const output = offer.maxOutputTokens === undefined ? model.maxOutputTokens : offer.maxOutputTokens;
      if (context !== null && output !== null && output > context) {
        complain(
          complaint([...at, 'maxOutputTokens'], `more output tokens (${output}) than context (${context})`),
        );
      }
    }
  }
}

/** What must hold between rows, and within a row beyond its form. */
export function checkRows(
  draft: Draft,
  servers: ReadonlyMap<string, Server | null>,
  wires: Wires,
  complain: Complain,
): void {
  checkUnique('target', draft.targetIds, (index) => ['targets', index, 'id'], complain);
  checkUnique(
    'migration',
    draft.migrations.map((row) => row?.id ?? null),
    (index) => ['migrations', index, 'id'],
    complain,
  );
  checkModels(draft, servers, wires, complain);
}
