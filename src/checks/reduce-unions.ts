import type { ErrorObject } from 'ajv';

const UNIONS: ReadonlySet<string> = new Set(['anyOf', 'oneOf']);

/** A branch's errors lie under the union's path in the schema, or came through a `$ref` and lie at or under its value. */
function belongsTo(error: ErrorObject, union: ErrorObject): boolean {
  if (error.schemaPath.startsWith(`${union.schemaPath}/`)) return true;
  const parent = union.schemaPath.slice(0, union.schemaPath.lastIndexOf('/'));
  return !error.schemaPath.startsWith(`${parent}/`) && error.instancePath.startsWith(union.instancePath);
}

function branchOf(error: ErrorObject, union: ErrorObject): string {
  const prefix = `${union.schemaPath}/`;
  const path = error.schemaPath.startsWith(prefix) ? error.schemaPath.slice(prefix.length) : error.schemaPath;
  const depth = path === error.schemaPath ? 3 : 1;
  return path.split('/').slice(0, depth).join('/');
}

function refusesType(error: ErrorObject, union: ErrorObject): boolean {
  return error.keyword === 'type' && error.instancePath === union.instancePath;
}

/** The errors of the branch that came nearest; one type error when no branch takes the value's type. */
function nearest(union: ErrorObject, errors: readonly ErrorObject[]): readonly ErrorObject[] {
  if (errors.length === 0) return [union];
  if (errors.every((error) => refusesType(error, union))) {
    const types = errors.flatMap((error): unknown => error.params['type']);
    return [{ ...union, keyword: 'type', params: { type: types }, message: `must be ${types.join(' or ')}` }];
  }
  const branches = Map.groupBy(errors, (error) => branchOf(error, union));
  const candidates = [...branches.values()].filter(
    (branch) => !branch.some((error) => refusesType(error, union)),
  );
  return candidates.toSorted((a, b) => a.length - b.length)[0] ?? [union];
}

/** Whether an error of `then` or `else` is among those before. It stands last: to look from the front takes the square. */
function followsItsBranch({ schemaPath }: ErrorObject, before: readonly ErrorObject[]): boolean {
  const prefix = schemaPath.slice(0, -'if'.length);
  return before.findLast((other) => other.schemaPath.startsWith(prefix)) !== undefined;
}

/** ajv lists the errors of every branch of a union and then the union's own; people need those of the branch meant. */
export function reduceUnions(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const reduced: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword === 'if' && followsItsBranch(error, reduced)) continue;
    if (!UNIONS.has(error.keyword)) {
      reduced.push(error);
      continue;
    }
    let from = reduced.length;
    while (from > 0) {
      const before = reduced[from - 1];
      if (before === undefined || !belongsTo(before, error)) break;
      from -= 1;
    }
    const branches = reduced.splice(from);
    reduced.push(...nearest(error, branches));
  }
  return reduced;
}
