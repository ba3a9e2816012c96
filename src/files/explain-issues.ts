import type { core } from 'zod';
import { describedAt, keysAt, type Format } from './format-at.ts';
import {
  boundOf,
  isBare,
  kindNamed,
  kindOf,
  mendNumber,
  oneOf,
  optionsOf,
  ruleOf,
  wantedBy,
} from './issue-words.ts';
import { dotted, isWithin, valueAt, type Path } from './path.ts';
import { problemAt, type ProblemAt } from './problem-at.ts';
import type { Source } from './source.ts';
import { nearest, suggest } from './suggest.ts';

type Issue = core.$ZodIssue;

/** What an issue is about. */
interface Place {
  readonly path: Path;
  readonly subject: string;
  readonly given: unknown;
  /** What the format says about the place. */
  readonly mend: string | null;
}

function pathOf(issue: Issue): Path {
  return issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && isWithin(a, b);
}

function isMissing(issue: Issue, source: Source): boolean {
  return (
    issue.code !== 'custom' &&
    issue.code !== 'unrecognized_keys' &&
    valueAt(source.value, pathOf(issue)) === undefined
  );
}

/** The keys of the map at a path that nobody knows. */
function unknownAt(issues: readonly Issue[], path: Path): readonly string[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && isSame(pathOf(issue), path) ? issue.keys : [],
  );
}

/** The keys that the map at a path lacks. */
function missingAt(issues: readonly Issue[], path: Path, source: Source): readonly string[] {
  return issues
    .filter((issue) => isMissing(issue, source) && isSame(pathOf(issue).slice(0, -1), path))
    .map((issue) => String(issue.path.at(-1)));
}

/** Of a union, the one form that the writer seems to have meant. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const atRoot = (issue: Issue): boolean => issue.path.length === 0;
  const deeper = branches.filter((issues) => !issues.some(atRoot));
  if (deeper.length === 1) return deeper[0] ?? null;
  const isOfKind = ({ code }: Issue): boolean => code === 'unrecognized_keys' || code === 'custom';
  const rightKind = branches.filter((issues) => issues.filter(atRoot).every(isOfKind));
  return rightKind.length === 1 ? (rightKind[0] ?? null) : null;
}

function unknownKey(path: Path, key: string, format: Format, missing: readonly string[]): ProblemAt {
  const where = path.length === 0 ? '' : ` in ${dotted(path)}`;
  const known = keysAt(format, path);
  const at = [...path, key];
  if (known.includes(key)) return problemAt(at, `the key "${key}" cannot stand${where}`, { at: 'key' });
  const mend = suggest(key, nearest(key, missing) === null ? known : missing);
  return problemAt(at, `unknown key "${key}"${where}`, { at: 'key', mend });
}

function unknownWord(
  { path, subject, given, mend }: Place,
  words: readonly string[],
  wanted = oneOf(words),
): ProblemAt {
  const guess = typeof given === 'string' ? nearest(given, words) : null;
  return problemAt(path, `${subject} must be ${wanted}`, {
    mend: guess === null ? mend : `did you mean "${guess}"?`,
  });
}

function missingKey({ path, subject, mend }: Place, issue: Issue): ProblemAt {
  const wanted = wantedBy([issue]);
  const what = mend === null ? (wanted === null ? '' : `: ${wanted}`) : ` (${mend})`;
  const key = path.at(-1);
  return problemAt(path, `${subject} is missing`, {
    at: 'key',
    mend: key === undefined ? null : `add ${key}${what}`,
  });
}

function explainUnion(
  issue: core.$ZodIssueInvalidUnion,
  place: Place,
  source: Source,
  format: Format,
): readonly ProblemAt[] {
  const { path, subject, given, mend } = place;
  const meant = meantBranch(issue.errors);
  if (meant !== null) {
    const placed = meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
    return explainIssues(placed, source, format);
  }
  if (!isBare(issue)) return [problemAt(path, `${subject} ${issue.message}`, { mend })];
  const words = issue.errors.flat().flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : []));
  const options = [...optionsOf(issue), ...words.map(String)];
  const known = keysAt(format, path);
  const keys = typeof given === 'object' && given !== null ? Object.keys(given) : [];
  const unknown = Array.isArray(given) ? [] : keys.filter((key) => !known.includes(key));
  if (unknown.length > 0) return unknown.map((key) => unknownKey(path, key, format, []));
  const wanted = wantedBy([issue]);
  if (wanted !== null && typeof given === 'string' && options.length > 0) {
    return [unknownWord(place, options, wanted)];
  }
  const rule = wanted === null ? 'has none of its forms' : `must be ${wanted}, not ${kindOf(given)}`;
  return [problemAt(path, `${subject} ${rule}`, { mend })];
}

function explainIssue(
  issue: Exclude<Issue, core.$ZodIssueUnrecognizedKeys>,
  source: Source,
  format: Format,
): readonly ProblemAt[] {
  const path = pathOf(issue);
  const subject = path.length === 0 ? source.noun : dotted(path);
  const given = valueAt(source.value, path);
  const mend = describedAt(format, path);
  const place = { path, subject, given, mend };
  if (isMissing(issue, source)) return [missingKey(place, issue)];
  switch (issue.code) {
    case 'invalid_type': {
      const found = issue.expected === 'int' && typeof given === 'number' ? given : kindOf(given);
      const rule = `must be ${kindNamed(issue.expected)}, not ${found}`;
      const spelt = issue.expected === 'number' || issue.expected === 'int' ? mendNumber(given) : null;
      return [problemAt(path, `${subject} ${rule}`, { mend: spelt ?? mend })];
    }
    case 'invalid_value':
      if (isBare(issue)) return [unknownWord(place, issue.values.map(String))];
      return [problemAt(path, `${subject} ${issue.message}`, { mend })];
    case 'too_small':
    case 'too_big':
      return [problemAt(path, `${subject} ${isBare(issue) ? boundOf(issue) : issue.message}`, { mend })];
    case 'invalid_key': {
      const reason = issue.issues[0]?.message ?? 'is not a name';
      return [problemAt(path, `the name "${path.at(-1) ?? ''}" ${reason}`, { at: 'key', mend: 'rename it' })];
    }
    case 'invalid_union':
      return explainUnion(issue, place, source, format);
    default:
      return [problemAt(path, `${subject} ${ruleOf(issue)}`, { mend })];
  }
}

/**
 * What zod's issues mean to a person. One slip is one problem: a misspelt key is not missing as well, and a rule on a
 * whole map says nothing new once one of its keys is wrong.
 */
export function explainIssues(
  issues: readonly Issue[],
  source: Source,
  format: Format,
): readonly ProblemAt[] {
  return issues.flatMap((issue) => {
    const path = pathOf(issue);
    if (issue.code === 'unrecognized_keys') {
      const missing = missingAt(issues, path, source);
      return issue.keys.map((key) => unknownKey(path, key, format, missing));
    }
    if (issue.code === 'custom' && unknownAt(issues, path).length > 0) return [];
    if (isMissing(issue, source)) {
      const map = path.slice(0, -1);
      const missing = missingAt(issues, map, source);
      const misspelt = unknownAt(issues, map).map((key) => nearest(key, missing));
      if (misspelt.includes(String(path.at(-1)))) return [];
    }
    return explainIssue(issue, source, format);
  });
}
