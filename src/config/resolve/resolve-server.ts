import { dialectSchema, type Dialect } from '../../contract/dialect.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, unknownName, type Report } from '../../files/problem-at.ts';
import type { Draft } from '../parse-draft.ts';
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
function complete(row: ServerRow, path: Path, dialects: Dialects, report: Report): Dialect | null {
  const { extends: baseName, capabilities, ...own } = row;
  const base = baseName === undefined ? null : known(dialects, baseName);
  if (baseName !== undefined && base === null) {
    report(unknownName([...path, 'extends'], 'server', baseName, Object.keys(dialects)));
    return null;
  }
  const parsed = dialectSchema.safeParse({
    ...base,
    ...own,
    capabilities: { ...base?.capabilities, ...capabilities },
  });
  if (parsed.success) return parsed.data;
  const missing = parsed.error.issues.map((issue) => issue.path.join('.'));
  report(
    problemAt(path, `the server's row is not complete: ${missing.join(', ')} missing`, {
      at: 'key',
      mend: 'add them, or start from a known server with extends',
    }),
  );
  return null;
}

/** The rows of `servers:`. Null is a row with problems, told already. */
export function resolveServers(
  draft: Draft,
  dialects: Dialects,
  report: Report,
): ReadonlyMap<string, Server | null> {
  const builtIn = Object.entries(dialects).map(([name, dialect]): [string, Server] => [
    name,
    { name, dialect, hosts: [name] },
  ]);
  const own = [...draft.servers].map(([name, row]): [string, Server | null] => {
    const dialect = row === null ? null : complete(row, ['servers', name], dialects, report);
    if (row === null || dialect === null) return [name, null];
    const hosts = row.extends === undefined || row.extends === name ? [name] : [name, row.extends];
    return [name, { name, dialect, hosts }];
  });
  return new Map([...builtIn, ...own]);
}

/** A target's server: by name, or a row in place that takes the target's id as its name. */
export function resolveServer(
  server: string | ServerRow,
  target: { readonly id: string; readonly path: Path },
  servers: ReadonlyMap<string, Server | null>,
  draft: Draft,
  dialects: Dialects,
  report: Report,
): Server | null {
  const path = [...target.path, 'server'];
  if (typeof server === 'string') {
    const found = servers.get(server);
    if (found === undefined && draft.known.servers !== null) {
      report(unknownName(path, 'server', server, [...servers.keys()]));
    }
    return found ?? null;
  }
  const dialect = complete(server, path, dialects, report);
  if (dialect === null) return null;
  const hosts = server.extends === undefined ? [target.id] : [target.id, server.extends];
  return { name: target.id, dialect, hosts };
}
