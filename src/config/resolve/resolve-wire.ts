import type { WireTraits } from '../../contract/wires/wire-traits.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, unknownName, type ProblemAt } from '../../files/problem-at.ts';
import { suggest } from '../../files/suggest.ts';
import { travelsPlain } from '../plain-http.ts';
import { ENV_REFERENCE, whyNoUrl } from '../setting-text.ts';
import type { TargetRow } from '../rows/target-row.ts';
import { sound, wrong, type Resolved } from './resolved.ts';

/** A wire by name, as the registry has it. */
export interface Wire {
  readonly name: string;
  readonly traits: WireTraits;
}

export type Wires = Readonly<Record<string, WireTraits>>;

/** The target's wire: by its full name or without its provider's; the provider's first wire when none is named. */
export function resolveWire(row: TargetRow, path: Path, wires: Wires): Resolved<Wire | null> {
  const all = Object.entries(wires).map(([name, traits]) => ({ name, traits }));
  const own = all.filter((wire) => wire.traits.provider === row.provider);
  if (own.length === 0) {
    const providers = [...new Set(all.map((wire) => wire.traits.provider))];
    return wrong(unknownName([...path, 'provider'], 'provider', row.provider, providers));
  }
  if (row.wire === undefined) return sound(own[0] ?? null);
  const asked = row.wire;
  const found = own.find(({ name }) => name === asked || name === `${row.provider}-${asked}`);
  if (found !== undefined) return sound(found);
  const known = own.map(({ name }) => name.replace(`${row.provider}-`, ''));
  return wrong(unknownName([...path, 'wire'], `wire of ${row.provider}`, asked, known));
}

function checkUrls(settings: Readonly<Record<string, string>>, path: Path): readonly ProblemAt[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    if (!key.endsWith('_url') || ENV_REFERENCE.test(value)) return [];
    const reason = whyNoUrl(value);
    if (reason !== null) {
      const mend = 'correct it, or leave it out';
      return [problemAt([...path, key], `the setting "${key}" ${reason}`, { mend })];
    }
    if (!travelsPlain(value)) return [];
    const message = 'credentials would travel over plain http';
    return [problemAt([...path, key], message, { severity: 'warning', mend: 'use https' })];
  });
}

/** A number that configuration states is used as it stands. */
function checkTokens(settings: Readonly<Record<string, string>>, path: Path): readonly ProblemAt[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    if (!key.endsWith('_tokens') || ENV_REFERENCE.test(value) || /^[1-9]\d{0,8}$/.test(value)) return [];
    const mend = "write the number in quotes, such as '600', or leave it out";
    return [problemAt([...path, key], `the setting "${key}" must be a number of tokens`, { mend })];
  });
}

/** Settings that this wire does not know, lacks, or has more than one of. */
export function checkSettings(row: TargetRow, at: Path, { name, traits }: Wire): readonly ProblemAt[] {
  const { required, optional, exactlyOne } = traits.settings;
  const path = [...at, 'settings'];
  const given = Object.keys(row.settings ?? {});
  const known = [...required, ...optional, ...exactlyOne.flat()];
  const unknown = given.filter((key) => !known.includes(key));
  const missing = required.filter((key) => !given.includes(key));
  return [
    ...unknown.map((key) =>
      problemAt([...path, key], `the wire ${name} has no setting "${key}"`, {
        at: 'key',
        mend: suggest(key, known),
      }),
    ),
    ...missing.map((key) =>
      problemAt(path, `the wire ${name} needs the setting "${key}"`, {
        at: 'key',
        mend: `write settings: { ${key}: ... }`,
      }),
    ),
    ...exactlyOne.flatMap((set) => {
      const present = set.filter((key) => given.includes(key));
      if (present.length === 1) return [];
      const found = present.length === 0 ? 'there is none' : `there are ${present.join(', ')}`;
      const message = `the wire ${name} needs exactly one of the settings ${set.join(', ')}: ${found}`;
      const mend = present.length === 0 ? `write settings: { ${set[0] ?? ''}: ... }` : 'keep one of them';
      return [problemAt(path, message, { at: 'key', mend })];
    }),
    ...checkUrls(row.settings ?? {}, path),
    ...checkTokens(row.settings ?? {}, path),
  ];
}
