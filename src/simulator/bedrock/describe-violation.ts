import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Smithy counts list members from 1 and calls each `member`. */
function smithyPath(path: readonly PropertyKey[]): string {
  return path.map((key) => (typeof key === 'number' ? `${key + 1}.member` : String(key))).join('.');
}

function schemaPath(path: readonly PropertyKey[]): string {
  return `#${path.map((key) => `/${String(key)}`).join('')}`;
}

function violation(where: string, rule: string, value = 'Value'): string {
  return `1 validation error detected: ${value} at '${where}' failed to satisfy constraint: ${rule}`;
}

const jsonTypes: Readonly<Record<string, string>> = {
  string: 'String',
  number: 'Number',
  int: 'Integer',
  boolean: 'Boolean',
  array: 'JSONArray',
  object: 'JSONObject',
  record: 'JSONObject',
};

function describeType(issue: Extract<Issue, { code: 'invalid_type' }>): string {
  if (issue.input === undefined || issue.input === null) {
    return violation(smithyPath(issue.path), 'Member must not be null', 'Value null');
  }
  const expected = jsonTypes[issue.expected] ?? issue.expected;
  return malformed(`${schemaPath(issue.path)}: expected type: ${expected}, found: ${typeName(issue.input)}`);
}

function typeName(value: unknown): string {
  return Array.isArray(value) ? 'JSONArray' : (jsonTypes[typeof value] ?? typeof value);
}

/** https://github.com/langchain-ai/langchain-aws/issues/62 */
function malformed(what: string): string {
  return `Malformed input request: ${what}, please reformat your input and try again.`;
}

const bounds: Readonly<Record<'too_small' | 'too_big', string>> = {
  too_small: 'greater than or equal to',
  too_big: 'less than or equal to',
};

/**
 * The first thing wrong with a request, in the words of the layer that finds it: the service's model
 * ("1 validation error detected", https://smithy.io/2.0/spec/constraint-traits.html) or its JSON schema.
 */
export function describeViolation(issue: Issue): string {
  const where = smithyPath(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return malformed(`${schemaPath(issue.path)}: extraneous key [${issue.keys[0]}] is not permitted`);
    case 'invalid_type':
      return describeType(issue);
    case 'invalid_value':
      return violation(
        where,
        `Member must satisfy enum value set: [${issue.values.join(', ')}]`,
        `Value '${String(issue.input)}'`,
      );
    case 'too_small':
    case 'too_big': {
      const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
      const subject = issue.origin === 'number' || issue.origin === 'int' ? 'value' : 'length';
      return violation(where, `Member must have ${subject} ${bounds[issue.code]} ${limit}`);
    }
    case 'invalid_format':
      return violation(where, `Member must satisfy regular expression pattern: ${issue.pattern ?? ''}`);
    default:
      return violation(where, 'Member must be a union with exactly one member set');
  }
}
