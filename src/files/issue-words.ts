import type { core } from 'zod';

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

const FORMATS: Readonly<Record<string, string>> = {
  date: 'a date, such as 2026-01-31',
  datetime: 'a time, such as 2026-01-31T12:00:00Z',
};

const UNITS: Readonly<Record<string, string>> = { array: 'item', string: 'character' };

/** Whether an issue carries zod's own words: the writer of the schema gave none. */
export function isBare({ message }: Issue): boolean {
  return /^(?:Invalid |Too (?:small|big):)/.test(message);
}

/** What a kind of value is called. */
export function kindNamed(kind: string): string {
  return KINDS[kind] ?? kind;
}

/** What a value is, in a person's words. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return Array.isArray(value) ? 'a list' : kindNamed(typeof value);
}

/** How a text that stands for a number is to be written: without its quotes, a percentage as a share. Null for another. */
export function mendNumber(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const [, percent] = /^(\d{1,3}(?:\.\d+)?) ?%$/.exec(text) ?? [];
  if (percent !== undefined)
    return `write ${Number((Number(percent) / 100).toPrecision(12))} for ${percent}%`;
  return /^-?\d+(?:\.\d+)?$/.test(text) ? 'write it without quotes' : null;
}

/** The words among which a value must be. */
export function oneOf(words: readonly string[]): string {
  return `${words.length === 1 ? '' : 'one of '}${words.join(', ')}`;
}

/** The words that choose among the forms of a map; none for a union without such a key. */
export function optionsOf(issue: core.$ZodIssueInvalidUnion): readonly string[] {
  return 'options' in issue ? (issue.options ?? []).map(String) : [];
}

/** What issues at one place ask for there: "text or a list". Null when they name neither kinds nor words. */
export function wantedBy(issues: readonly Issue[]): string | null {
  const wanted = issues.flatMap((issue) => {
    if (issue.code === 'invalid_type') return [kindNamed(issue.expected)];
    if (issue.code === 'invalid_value') return [oneOf(issue.values.map(String))];
    if (issue.code !== 'invalid_union') return [];
    const options = optionsOf(issue);
    if (options.length > 0) return [oneOf(options)];
    return issue.errors.flatMap((branch) => wantedBy(branch.filter(({ path }) => path.length === 0)) ?? []);
  });
  return wanted.length === 0 ? null : [...new Set(wanted)].join(' or ');
}

/** The bound that a number, text or list breaks, as what it must do. */
export function boundOf(issue: core.$ZodIssueTooBig | core.$ZodIssueTooSmall): string {
  const isTooBig = issue.code === 'too_big';
  const bound = isTooBig ? issue.maximum : issue.minimum;
  const unit = UNITS[issue.origin];
  if (unit === undefined) {
    const [within, beyond] = isTooBig ? ['at most', 'less than'] : ['at least', 'greater than'];
    return `must be ${issue.inclusive === true ? within : beyond} ${bound}`;
  }
  if (!isTooBig && bound === 1) return 'must not be empty';
  return `must have ${isTooBig ? 'at most' : 'at least'} ${bound} ${unit}${bound === 1 ? '' : 's'}`;
}

/** An issue's own rule, as what its subject must do. */
export function ruleOf(issue: Issue): string {
  if (!isBare(issue)) return issue.message;
  const format = issue.code === 'invalid_format' ? FORMATS[issue.format] : undefined;
  return format === undefined ? issue.message.replace(/^Invalid \w+: /, '') : `must be ${format}`;
}

/** What is wrong with the value at an issue's place, as what it must do. */
export function whyOf(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') {
    return `has what nobody reads: ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
  }
  if (!isBare(issue)) return issue.message;
  const wanted = wantedBy([issue]);
  if (wanted === null && issue.code === 'invalid_union') return 'has none of the forms that are read';
  if (wanted !== null) return `must be ${wanted}`;
  return issue.code === 'too_big' || issue.code === 'too_small' ? boundOf(issue) : ruleOf(issue);
}
