import type { Ajv, ErrorObject } from 'ajv';
import type { JsonObject } from '../../contract/json-value.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { suggest } from '../../files/suggest.ts';
import type { SchemaPlace } from '../../json/schema/walk-schema.ts';

const DRAFT_7 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/u;
const DRAFT_2020 = /^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/u;

function pathOf(instancePath: string): Path {
  return instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function metaProblem(error: ErrorObject): ProblemAt {
  const allowed: unknown = error.params['allowedValues'];
  const values = Array.isArray(allowed) ? `: ${allowed.map(String).join(', ')}` : '';
  const reason = `${error.message ?? error.keyword}${values}`;
  return problemAt(pathOf(error.instancePath), `not a valid JSON Schema: ${reason}`);
}

/** One problem a place: the meta-schema's anyOf branches repeat each other. */
function firstAtEachPlace(errors: readonly ErrorObject[]): ErrorObject[] {
  const deepest = errors.filter(
    (error) => !errors.some((other) => other.instancePath.startsWith(`${error.instancePath}/`)),
  );
  return [...new Map(deepest.toReversed().map((error) => [error.instancePath, error])).values()].toReversed();
}

function unknownFormats(ajv: Ajv, places: readonly SchemaPlace[]): ProblemAt[] {
  return places.flatMap(({ path, schema }) => {
    const format = schema['format'];
    if (typeof format !== 'string' || ajv.formats[format] !== undefined) return [];
    const mend = suggest(format, Object.keys(ajv.formats));
    return [problemAt([...path, 'format'], `unknown format "${format}"`, { mend })];
  });
}

/** Where an error of compilation stands: ajv names the reference or pattern, not its place. */
function blame(message: string, places: readonly SchemaPlace[]): Path {
  for (const { path, schema } of places) {
    for (const keyword of ['$ref', '$dynamicRef', 'pattern']) {
      const value = schema[keyword];
      if (typeof value === 'string' && value !== '' && message.includes(value)) return [...path, keyword];
    }
  }
  return [];
}

function compileWith(ajv: Ajv, schema: JsonObject, places: readonly SchemaPlace[]): readonly ProblemAt[] {
  if (ajv.validateSchema(schema) !== true) return firstAtEachPlace(ajv.errors ?? []).map(metaProblem);
  const formats = unknownFormats(ajv, places);
  if (formats.length > 0) return formats;
  try {
    ajv.compile(schema);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [problemAt(blame(message, places), `not a valid JSON Schema: ${message}`)];
  } finally {
    // Another schema may bear the same $id.
    ajv.removeSchema(schema);
    if (typeof schema['$id'] === 'string') ajv.removeSchema(schema['$id']);
  }
}

/** Loads ajv. What it gives compiles a schema with formats on, and says what ajv and the meta-schema object to. */
export async function openCompiler(): Promise<
  (schema: JsonObject, places: readonly SchemaPlace[]) => readonly ProblemAt[]
> {
  const [{ Ajv2020 }, { Ajv: Ajv7 }, formats] = await Promise.all([
    import('ajv/dist/2020.js'),
    import('ajv'),
    import('ajv-formats'),
  ]);
  const options = { strict: false, allErrors: true, logger: false } as const;
  const [draft2020, draft7] = [new Ajv2020(options), new Ajv7(options)];
  for (const ajv of [draft2020, draft7]) formats.default.default(ajv);
  return (schema, places) => {
    const draft = schema['$schema'];
    if (draft === undefined) return compileWith(draft2020, schema, places);
    if (typeof draft === 'string' && DRAFT_7.test(draft)) return compileWith(draft7, schema, places);
    if (typeof draft === 'string' && DRAFT_2020.test(draft)) return compileWith(draft2020, schema, places);
    const mend =
      'use https://json-schema.org/draft/2020-12/schema or http://json-schema.org/draft-07/schema#';
    return [problemAt(['$schema'], `unknown $schema ${JSON.stringify(draft)}`, { mend })];
  };
}
