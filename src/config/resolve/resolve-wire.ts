import type { WireTraits } from '../../contract/wire-traits.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, unknownName, type Report } from '../../files/problem-at.ts';
import { suggest } from '../../files/suggest.ts';
import { ENV_REFERENCE, urlFault } from '../setting-text.ts';
import type { TargetRow } from '../rows/target-row.ts';

export type Wires = Readonly<Record<string, WireTraits>>;

/** The target's wire: by its full name or without its provider's; the provider's first wire when none is named. */
export function resolveWire(
  row: TargetRow,
  path: Path,
  wires: Wires,
  report: Report,
): { readonly name: string; readonly traits: WireTraits } | null {
  const all = Object.entries(wires).map(([name, traits]) => ({ name, traits }));
  const own = all.filter((wire) => wire.traits.provider === row.provider);
  if (own.length === 0) {
    const providers = [...new Set(all.map((wire) => wire.traits.provider))];
    report(unknownName([...path, 'provider'], 'provider', row.provider, providers));
    return null;
  }
  if (row.wire === undefined) return own[0] ?? null;
  const asked = row.wire;
  const found = own.find(({ name }) => name === asked || name === `${row.provider}-${asked}`);
  if (found !== undefined) return found;
  const known = own.map(({ name }) => name.replace(`${row.provider}-`, ''));
  report(unknownName([...path, 'wire'], `wire of ${row.provider}`, asked, known));
  return null;
}

/** Settings that this wire does not know, lacks, or has more than one of. */
export function checkSettings(
  row: TargetRow,
  path: Path,
  wire: { readonly name: string; readonly traits: WireTraits },
  report: Report,
): void {
  const { required, optional, exactlyOne } = wire.traits.settings;
  const given = Object.keys(row.settings ?? {});
  const known = [...required, ...optional, ...exactlyOne.flat()];
  for (const key of given.filter((name) => !known.includes(name))) {
    const message = `the wire ${wire.name} has no setting "${key}"`;
    report(problemAt([...path, 'settings', key], message, { at: 'key', mend: suggest(key, known) }));
  }
  for (const key of required.filter((name) => !given.includes(name))) {
    const message = `the wire ${wire.name} needs the setting "${key}"`;
    report(problemAt([...path, 'settings'], message, { at: 'key', mend: `write settings: { ${key}: ... }` }));
  }
  for (const set of exactlyOne) {
    const present = set.filter((name) => given.includes(name));
    if (present.length === 1) continue;
    const found = present.length === 0 ? 'there is none' : `there are ${present.join(', ')}`;
    const message = `the wire ${wire.name} needs exactly one of the settings ${set.join(', ')}: ${found}`;
    const mend = present.length === 0 ? `write settings: { ${set[0] ?? ''}: ... }` : 'keep one of them';
    report(problemAt([...path, 'settings'], message, { at: 'key', mend }));
  }
  for (const [key, value] of Object.entries(row.settings ?? {})) {
    const fault = key.endsWith('_url') && !ENV_REFERENCE.test(value) ? urlFault(value) : null;
    if (fault !== null)
      report(
        problemAt([...path, 'settings', key], `the setting "${key}" ${fault}`, {
          mend: 'correct it, or leave it out',
        }),
      );
  }
}
