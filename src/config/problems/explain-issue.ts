import type { core } from 'zod';
import { complaint, type Complaint, type Path } from './complaint.ts';
import { dotted } from '../source/dotted.ts';
import { nearest } from './suggest.ts';
import { describedAt, keysAt, type Schema } from './walk-schema.ts';

type Issue = core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of names',
  null: 'null',
};

function valueAt(value: unknown, path: Path): unknown {
  let here: unknown = value;
  for (const part of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, part)) return undefined;
    here = Object.getOwnPropertyDescriptor(here, part)?.value;
  }
  return here;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return KINDS[typeof value] ?? typeof value;
}

/** Of a union, the one form that the writer seems to have meant. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const atRoot = (issue: Issue): boolean => issue.path.length === 0;
  const deeper = branches.filter((issues) => !issues.some(atRoot));
  if (deeper.length === 1) return deeper[0] ?? null;
  const rightKind = branches.filter(
    (issues) => !issues.some((issue) => atRoot(issue) && issue.code !== 'unrecognized_keys'),
  );
  return rightKind.length === 1 ? (rightKind[0] ?? null) : null;
}

/** What one zod issue means to a person, as complaints about `raw`. */
export function explainIssue(
  issue: Issue,
  raw: unknown,
  schema: Schema,
  base: Path = [],
): readonly Complaint[] {
  const path: Path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  const subject = dotted(path);
  const given = valueAt(raw, path);
  const mend = describedAt(schema, path);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    const where = path.length === 0 ? '' : ` in ${subject}`;
    return issue.keys.map((key) =>
      complaint([...path, key], `unknown key "${key}"${where}`, { at: 'key', unknown: { word: key, known } }),
    );
  }
  if (given === undefined && issue.code !== 'custom') {
    const what = mend === null ? '' : ` (${mend})`;
    return [
      complaint(path, `${subject} is missing`, { at: 'key', mend: `add ${path.at(-1) ?? 'it'}${what}` }),
    ];
  }
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = KINDS[issue.expected] ?? issue.expected;
      return [complaint(path, `${subject} must be ${wanted}, not ${kindOf(given)}`, { mend })];
    }
    case 'invalid_value': {
      const known = issue.values.map(String);
      const rule = `must be ${known.length === 1 ? '' : 'one of '}${known.join(', ')}`;
      const guess = typeof given === 'string' ? nearest(given, known) : null;
      const message = `${subject} ${issue.message.startsWith('Invalid ') ? rule : issue.message}`;
      return [complaint(path, message, { mend: guess === null ? mend : `did you mean "${guess}"?` })];
    }
    case 'too_small': {
      const than = issue.inclusive === true ? 'at least' : 'greater than';
      const isSize = issue.origin === 'array' || issue.origin === 'string';
      const message = isSize ? `${subject} must not be empty` : `${subject} must be ${than} ${issue.minimum}`;
      return [complaint(path, message, { mend })];
    }
    case 'invalid_key': {
      const reason = issue.issues[0]?.message ?? 'is not a name';
      return [complaint(path, `the name "${path.at(-1) ?? ''}" ${reason}`, { at: 'key', mend: 'rename it' })];
    }
    case 'invalid_union': {
      const meant = meantBranch(issue.errors);
      if (meant !== null) return meant.flatMap((one) => explainIssue(one, raw, schema, path));
      const message =
        issue.message === 'Invalid input'
          ? `${subject} has none of its forms`
          : `${subject} ${issue.message}`;
      return [complaint(path, message, { mend })];
    }
    default:
      return [complaint(path, `${subject} ${issue.message}`, { mend })];
  }
}
