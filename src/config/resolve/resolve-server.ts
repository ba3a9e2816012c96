import { dialectSchema, type Dialect } from '../../contract/wires/dialect.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, unknownName } from '../../files/problem-at.ts';
import type { Draft } from '../parse-draft.ts';
import { sound, wrong, type Resolved } from './resolved.ts';
import type { ServerRow } from '../rows/target-row.ts';

export type Dialects = Readonly<Record<string, Dialect>>;

/** An OpenAI-compatible server, resolved. `hosts` are the names under which a model may offer itself, nearest first. */
export interface Server {
  readonly name: string;
  readonly dialect: Dialect;
  readonly hosts: readonly string[];
}

function known(dialects: Dialects, name: string): Dialect | null {
  return Object.hasOwn(dialects, name) ? (dialects[name] ?? null) : null;
}

/** Completes a row from the server that it extends. A row without `extends` must be complete. */
function complete(row: ServerRow, path: Path, dialects: Dialects): Resolved<Dialect | null> {
  const { extends: baseName, capabilities, ...own } = row;
  const base = baseName === undefined ? null : known(dialects, baseName);
  if (baseName !== undefined && base === null) {
    return wrong(unknownName([...path, 'extends'], 'server', baseName, Object.keys(dialects)));
  }
  const parsed = dialectSchema.safeParse({
    ...base,
    ...own,
    capabilities: { ...base?.capabilities, ...capabilities },
  });
  if (parsed.success) return sound(parsed.data);
  const missing = parsed.error.issues.map((issue) => issue.path.join('.'));
  return wrong(
    problemAt(path, `the server's row is not complete: ${missing.join(', ')} missing`, {
      at: 'key',
      mend: 'add them, or start from a known server with extends',
    }),
  );
}

/** The servers by name, built in and of `servers:`. Null is a row with problems. */
export function resolveServers(
  draft: Draft,
  dialects: Dialects,
): Resolved<ReadonlyMap<string, Server | null>> {
  const builtIn = Object.entries(dialects).map(([name, dialect]): [string, Server] => [
    name,
    { name, dialect, hosts: [name] },
  ]);
  const own = [...draft.servers].map(([name, row]) => {
    if (row === null) return { name, server: null, problems: [] };
    const { value: dialect, problems } = complete(row, ['servers', name], dialects);
    const hosts = row.extends === undefined || row.extends === name ? [name] : [name, row.extends];
    return { name, server: dialect === null ? null : { name, dialect, hosts }, problems };
  });
  return {
    value: new Map<string, Server | null>([
      ...builtIn,
      ...own.map(({ name, server }): [string, Server | null] => [name, server]),
    ]),
    problems: own.flatMap(({ problems }) => problems),
  };
}

/** A target's server: by name, or a row in place that takes the target's id as its name. */
export function resolveServer(
  server: string | ServerRow,
  target: { readonly id: string; readonly path: Path },
  servers: ReadonlyMap<string, Server | null>,
  draft: Draft,
  dialects: Dialects,
): Resolved<Server | null> {
  const path = [...target.path, 'server'];
  if (typeof server === 'string') {
    const found = servers.get(server);
    if (found !== undefined || draft.known.servers === null) return sound(found ?? null);
    return wrong(unknownName(path, 'server', server, [...servers.keys()]));
  }
  const { value: dialect, problems } = complete(server, path, dialects);
  const hosts = server.extends === undefined ? [target.id] : [target.id, server.extends];
  return { value: dialect === null ? null : { name: target.id, dialect, hosts }, problems };
}
