import type { z } from 'zod';

const KIND_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** What a value is, in a person's words. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : (KIND_WORDS[typeof value] ?? typeof value);
}

/** What an issue asks for. */
export function wantedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return KIND_WORDS[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  return issue.message;
}

/** The bound that a number, text or list breaks. */
export function sizeWords(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string {
  const tooBig = issue.code === 'too_big';
  const bound = tooBig ? issue.maximum : issue.minimum;
  const exclusive = issue.inclusive === false;
  const words = tooBig ? (exclusive ? 'less than' : 'at most') : exclusive ? 'more than' : 'at least';
  const unit = issue.origin === 'array' ? ' item(s)' : issue.origin === 'string' ? ' character(s)' : '';
  return `must ${unit === '' ? 'be' : 'have'} ${words} ${bound}${unit}`;
}
