import type { ErrorObject } from 'ajv';
import type { JsonObject } from '../../contract/json-value.ts';
import type { Objection } from './check-conversation.ts';
import { didYouMean } from '../problems/did-you-mean.ts';
import type { Path } from '../problems/problem-at.ts';
import type { SchemaPlace } from './walk-schema.ts';

const DRAFT_7 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/u;
const DRAFT_2020 = /^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/u;

async function loadAjv(draft7: boolean) {
  const [{ Ajv2020 }, { Ajv }, formats] = await Promise.all([
    import('ajv/dist/2020.js'),
    import('ajv'),
    import('ajv-formats'),
  ]);
  const ajv = new (draft7 ? Ajv : Ajv2020)({ strict: false, allErrors: true, logger: false });
  formats.default.default(ajv);
  return ajv;
}

type Compiler = Awaited<ReturnType<typeof loadAjv>>;

const compilers = new Map<boolean, Promise<Compiler>>();

async function compilerFor(draft7: boolean): Promise<Compiler> {
  const known = compilers.get(draft7) ?? loadAjv(draft7);
  compilers.set(draft7, known);
  return known;
}

function pathOf(instancePath: string): Path {
  return instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function metaProblem(error: ErrorObject): Objection {
  const allowed: unknown = error.params['allowedValues'];
  const values = Array.isArray(allowed) ? `: ${allowed.map(String).join(', ')}` : '';
  return {
    place: { path: pathOf(error.instancePath) },
    message: `not a valid JSON Schema: ${error.message ?? error.keyword}${values}`,
    mend: null,
  };
}

/** One problem a place: the meta-schema's anyOf branches repeat each other. */
function firstAtEachPlace(errors: readonly ErrorObject[]): ErrorObject[] {
  const deepest = errors.filter(
    (error) => !errors.some((other) => other.instancePath.startsWith(`${error.instancePath}/`)),
  );
  return [...new Map(deepest.toReversed().map((error) => [error.instancePath, error])).values()].toReversed();
}

function unknownFormats(ajv: Compiler, places: readonly SchemaPlace[]): Objection[] {
  return places.flatMap(({ path, schema }) => {
    const format = schema['format'];
    if (typeof format !== 'string' || ajv.formats[format] !== undefined) return [];
    const known = Object.keys(ajv.formats);
    const meant = didYouMean(format, known);
    return [
      {
        place: { path: [...path, 'format'] },
        message: `unknown format "${format}"`,
        mend: meant === null ? `known formats: ${known.join(', ')}` : `did you mean "${meant}"?`,
      },
    ];
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

/** Compiles a schema with formats on and says what ajv and the meta-schema object to. ajv is loaded on first use. */
export async function compileProblems(
  schema: JsonObject,
  places: readonly SchemaPlace[],
): Promise<readonly Objection[]> {
  const draft = schema['$schema'];
  if (
    draft !== undefined &&
    !(typeof draft === 'string' && (DRAFT_7.test(draft) || DRAFT_2020.test(draft)))
  ) {
    return [
      {
        place: { path: ['$schema'] },
        message: `unknown $schema ${JSON.stringify(draft)}`,
        mend: 'use https://json-schema.org/draft/2020-12/schema or http://json-schema.org/draft-07/schema#',
      },
    ];
  }
  const ajv = await compilerFor(typeof draft === 'string' && DRAFT_7.test(draft));
  if (ajv.validateSchema(schema) !== true) return firstAtEachPlace(ajv.errors ?? []).map(metaProblem);
  const formats = unknownFormats(ajv, places);
  if (formats.length > 0) return formats;
  try {
    ajv.compile(schema);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [
      { place: { path: blame(message, places) }, message: `not a valid JSON Schema: ${message}`, mend: null },
    ];
  } finally {
    // Another schema may bear the same $id.
    ajv.removeSchema(schema);
    if (typeof schema['$id'] === 'string') ajv.removeSchema(schema['$id']);
  }
}
