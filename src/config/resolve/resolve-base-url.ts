import type { Dialect } from '../../contract/wires/dialect.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { travelsPlain } from '../plain-http.ts';
import type { TargetRow } from '../rows/target-row.ts';
import { wrong, type Resolved } from './resolved.ts';
import type { Wire } from './resolve-wire.ts';

/** A key over plain http can be read on the way. */
function checkTransport(row: TargetRow, path: Path, baseUrl: string): readonly ProblemAt[] {
  const isOpen =
    row.credentials === 'none' &&
    Object.values(row.headers ?? {}).every((value) => typeof value === 'string');
  if (isOpen || !travelsPlain(baseUrl)) return [];
  return [
    problemAt([...path, 'baseUrl'], 'credentials would travel over plain http', {
      severity: 'warning',
      mend: 'use https, or credentials: none where the network is trusted and the server asks for none',
    }),
  ];
}

/** A base URL that was copied from a request names what requests add: the way to its root, or null. */
function whatRepeats(
  baseUrl: string,
  basePath: string,
  { traits, name }: Wire,
): { readonly message: string; readonly root: string } | null {
  const [added = ''] = traits.addedPath.exec(baseUrl) ?? [];
  const above = baseUrl.slice(0, baseUrl.length - added.length).replace(/\/+$/, '');
  const hasBase = basePath !== '' && above.endsWith(basePath);
  const root = hasBase ? above.slice(0, -basePath.length).replace(/\/+$/, '') : above;
  if (added !== '') return { message: `requests of the wire ${name} add ${added} by themselves`, root };
  const message = `the server's row adds ${basePath} by itself: requests would go to ${basePath}${basePath}`;
  return hasBase ? { message, root } : null;
}

/** Where the target answers, without a trailing slash. Null when that cannot be told. */
export function resolveBaseUrl(
  row: TargetRow,
  path: Path,
  wire: Wire,
  dialect: Dialect | null,
): Resolved<string | null> {
  const template = row.baseUrl ?? dialect?.baseUrl ?? wire.traits.baseUrl;
  if (template === null) {
    const mend = 'write baseUrl: https://host:port';
    return wrong(
      problemAt([...path, 'baseUrl'], `the wire ${wire.name} needs a baseUrl`, { at: 'key', mend }),
    );
  }
  const isRegional = wire.traits.baseUrl?.includes('{region}') === true;
  const signs = wire.traits.credentials.includes('aws-keys');
  if (isRegional && row.region === undefined && (row.baseUrl === undefined || signs)) {
    const mend = 'write region: the one that serves the model, such as us-east-1 or us-south';
    return wrong(problemAt([...path, 'region'], `the wire ${wire.name} needs a region`, { at: 'key', mend }));
  }
  const baseUrl = template.replace('{region}', row.region ?? '').replace(/\/+$/, '');
  const repeated = whatRepeats(baseUrl, dialect?.basePath ?? '', wire);
  if (repeated !== null) {
    const { message, root } = repeated;
    return wrong(problemAt([...path, 'baseUrl'], message, { mend: `write ${root}` }));
  }
  return { value: baseUrl, problems: checkTransport(row, path, baseUrl) };
}
