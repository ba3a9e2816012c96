import type { z } from 'zod';
import type { Problem } from '../../contract/problem.ts';
import { didYouMean } from './did-you-mean.ts';
import { problemAt, type Path, type SourceText } from './problem-at.ts';
import { kindOf, sizeWords, wantedBy } from './issue-words.ts';
import { knownKeys } from './known-keys.ts';

type Issue = z.core.$ZodIssue;

function pathOf(issue: Issue): Path {
  return issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
}

function valueAt(text: SourceText, path: Path): unknown {
  const value: unknown = path.length === 0 ? text.document.toJS() : text.document.getIn([...path]);
  return value;
}

/** Of a union's branches, the issues of the one that the writer was in: the branch whose own kind fits. */
function branchOf(issue: z.core.$ZodIssueInvalidUnion): readonly Issue[] {
  const fitting = issue.errors.filter((branch) =>
    branch.every(
      (inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys' || inner.code === 'custom',
    ),
  );
  return fitting.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function explainUnion(text: SourceText, issue: z.core.$ZodIssueInvalidUnion): Problem[] {
  const path = pathOf(issue);
  if (issue.discriminator !== undefined) {
    const value = valueAt(text, path);
    const mend = 'write role: system, user, assistant or tool';
    return [
      value === undefined
        ? problemAt(text, { path: path.slice(0, -1) }, `missing key "${issue.discriminator}"`, mend)
        : problemAt(text, { path }, `unknown ${issue.discriminator} "${String(value)}"`, mend),
    ];
  }
  const inner = branchOf(issue);
  if (inner.length > 0) {
    const placed = inner.map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
    return explainIssues(text, placed);
  }
  const choices = issue.errors.flat().find((one) => one.code === 'invalid_value' && one.path.length === 0);
  if (choices?.code === 'invalid_value' && typeof valueAt(text, path) === 'string') {
    return [explainValue(text, path, choices.values.map(String))];
  }
  const wanted = [...new Set(issue.errors.flat().map(wantedBy))].join(' or ');
  return [wrongKind(text, path, wanted)];
}

function wrongKind(text: SourceText, path: Path, wanted: string): Problem {
  const value = valueAt(text, path);
  const key = path.at(-1);
  if (value === undefined) {
    return problemAt(
      text,
      { path: path.slice(0, -1) },
      `missing key "${String(key)}"`,
      `add ${String(key)}: ${wanted}`,
    );
  }
  return problemAt(text, { path }, `expected ${wanted}, found ${kindOf(value)}`, null);
}

function explainValue(text: SourceText, path: Path, values: readonly string[]): Problem {
  const value = valueAt(text, path);
  if (value === undefined || typeof value === 'object')
    return wrongKind(text, path, `one of ${values.join(', ')}`);
  const meant = didYouMean(String(value), values);
  return problemAt(
    text,
    { path },
    `unknown value "${String(value)}"`,
    meant === null ? `use one of ${values.join(', ')}` : `did you mean "${meant}"?`,
  );
}

function explainKey(text: SourceText, path: Path, key: string): Problem {
  const known = knownKeys(path);
  if (known.includes(key)) return problemAt(text, { path, key }, `key "${key}" cannot stand here`, null);
  const meant = didYouMean(key, known);
  const mend = meant === null ? `known keys: ${known.join(', ')}` : `did you mean "${meant}"?`;
  return problemAt(text, { path, key }, `unknown key "${key}"`, mend);
}

/** A zod issue in a person's words, at its place in the file. */
function explainIssue(text: SourceText, issue: Issue): Problem[] {
  const path = pathOf(issue);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => explainKey(text, path, key));
    case 'invalid_union':
      return explainUnion(text, issue);
    case 'invalid_type':
      return [wrongKind(text, path, wantedBy(issue))];
    case 'invalid_value':
      return [explainValue(text, path, issue.values.map(String))];
    case 'invalid_key':
      return issue.issues.map((one) =>
        problemAt(text, { path: path.slice(0, -1), key: String(path.at(-1)) }, one.message, null),
      );
    case 'too_small':
    case 'too_big':
      return [problemAt(text, { path }, sizeWords(issue), null)];
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_element':
    case 'custom':
      return [
        problemAt(
          text,
          { path },
          issue.message.replace(/^./u, (first) => first.toLowerCase()),
          null,
        ),
      ];
    default:
      return [problemAt(text, { path }, 'not valid', null)];
  }
}

/** Zod's issues in a person's words, each at its place in the file. */
export function explainIssues(text: SourceText, issues: readonly Issue[]): Problem[] {
  const blamed = new Set(
    issues.filter((one) => one.code === 'unrecognized_keys').map((one) => one.path.join('/')),
  );
  // A rule on the whole mapping says nothing new once one of its keys is wrong.
  const said = issues.filter((one) => one.code !== 'custom' || !blamed.has(one.path.join('/')));
  return said.flatMap((one) => explainIssue(text, one));
}
