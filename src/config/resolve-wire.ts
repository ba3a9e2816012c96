import type { WireTraits } from '../contract/wire-traits.ts';
import { complaint, unknownName, type Complain, type Path } from './complaint.ts';
import type { TargetRow } from './target-row.ts';

export type Wires = Readonly<Record<string, WireTraits>>;

/** The target's wire: by its full name or without its provider's; the provider's first wire when none is named. */
export function resolveWire(
  row: TargetRow,
  path: Path,
  wires: Wires,
  complain: Complain,
): { readonly name: string; readonly traits: WireTraits } | null {
  const all = Object.entries(wires).map(([name, traits]) => ({ name, traits }));
  const own = all.filter((wire) => wire.traits.provider === row.provider);
  if (own.length === 0) {
    const providers = [...new Set(all.map((wire) => wire.traits.provider))];
    complain(unknownName([...path, 'provider'], 'provider', row.provider, providers));
    return null;
  }
  if (row.wire === undefined) return own[0] ?? null;
  const asked = row.wire;
  const found = own.find(({ name }) => name === asked || name === `${row.provider}-${asked}`);
  if (found !== undefined) return found;
  const known = own.map(({ name }) => name.replace(`${row.provider}-`, ''));
  complain(unknownName([...path, 'wire'], `wire of ${row.provider}`, asked, known));
  return null;
}

/** Settings that this wire does not know, lacks, or has more than one of. */
export function checkSettings(
  row: TargetRow,
  path: Path,
  wire: { readonly name: string; readonly traits: WireTraits },
  complain: Complain,
): void {
  const { required, optional, exactlyOne } = wire.traits.settings;
  const given = Object.keys(row.settings ?? {});
  const known = [...required, ...optional, ...exactlyOne.flat()];
  for (const key of given.filter((name) => !known.includes(name))) {
    const message = `the wire ${wire.name} has no setting "${key}"`;
    complain(complaint([...path, 'settings', key], message, { at: 'key', unknown: { word: key, known } }));
  }
  for (const key of required.filter((name) => !given.includes(name))) {
    const message = `the wire ${wire.name} needs the setting "${key}"`;
    complain(
      complaint([...path, 'settings'], message, { at: 'key', mend: `write settings: { ${key}: ... }` }),
    );
  }
  for (const set of exactlyOne) {
    const count = set.filter((name) => given.includes(name)).length;
    if (count === 1) continue;
    const message = `the wire ${wire.name} needs exactly one of the settings ${set.join(', ')}, not ${count === 0 ? 'none' : 'both'}`;
    complain(complaint([...path, 'settings'], message, { at: 'key', mend: `keep one of ${set.join(', ')}` }));
  }
}
