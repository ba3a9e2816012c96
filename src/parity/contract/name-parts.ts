import type { Contract, InferredPart } from './infer-contract.ts';

const HASH_SHOWN = 8;

/** Parts by name, sorted; where several have one name, the beginning of the hash of what was asked tells them apart. */
export function nameParts(contract: Contract): ReadonlyMap<string, InferredPart & { readonly name: string }> {
  const named = Map.groupBy(contract, ([, { part }]) => `${part.kind} ${part.name}`);
  const rows = [...named].flatMap(([name, parts]) =>
    parts.map(([key, inferred]) => {
      const full = parts.length === 1 ? name : `${name} ${inferred.part.hash.slice(0, HASH_SHOWN)}`;
      return [key, { ...inferred, name: full }] as const;
    }),
  );
  return new Map(rows.toSorted(([, a], [, b]) => (a.name < b.name ? -1 : 1)));
}
