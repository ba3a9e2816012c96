import { Ajv } from 'ajv';

const text = { type: 'string' };
const named = { type: 'string', minLength: 1 };
const int = { type: 'integer' };
const extra = { type: 'object' };

/** An object of exactly these members, the first so many of them required. */
function closed(members: Readonly<Record<string, object>>, required: number): object {
  const names = Object.keys(members);
  return {
    type: 'object',
    properties: members,
    required: names.slice(0, required),
    additionalProperties: false,
  };
}

const test = closed(
  {
    name: named,
    status: { enum: ['passed', 'failed', 'skipped', 'pending', 'other'] },
    duration: int,
    testId: named,
    suite: { type: 'array', minItems: 1, items: text },
    message: text,
    trace: text,
    rawStatus: text,
    filePath: text,
    line: int,
    extra,
  },
  3,
);

const summary = closed(
  {
    tests: int,
    passed: int,
    failed: int,
    skipped: int,
    pending: int,
    other: int,
    start: int,
    stop: int,
    suites: int,
    duration: int,
    extra,
  },
  8,
);

/** The members that we write, as the published schema has them: https://github.com/ctrf-io/ctrf/blob/main/schema/ctrf.schema.json */
const schema = closed(
  {
    results: closed(
      {
        tool: closed({ name: named, version: text }, 1),
        summary,
        tests: { type: 'array', items: test },
        environment: closed(
          {
            reportName: text,
            testEnvironment: text,
            healthy: { type: 'boolean' },
            commit: text,
            buildUrl: text,
            extra,
          },
          0,
        ),
        extra,
      },
      3,
    ),
    reportFormat: { const: 'CTRF' },
    specVersion: { type: 'string', pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+$' },
    runId: named,
    timestamp: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z$' },
    generatedBy: text,
  },
  3,
);

const validate = new Ajv({ allErrors: true }).compile(schema);

/** What of a report the schema refuses; none where it is valid. */
export function ctrfFaults(document: unknown): readonly string[] {
  return validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
