import { Ajv, type ErrorObject, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { JsonObject, JsonValue } from '../contract/json-value.ts';
import { hashCanonical } from '../json/hash-canonical.ts';
import { walk } from '../json/walk.ts';

/** A compiled schema, or why it cannot be one. `errorsOf` gives none for a valid value. */
export type CompiledSchema =
  | { readonly ok: true; readonly errorsOf: (value: JsonValue) => readonly ErrorObject[] }
  | { readonly ok: false; readonly message: string };

export interface SchemaCompiler {
  /** How many schemas were compiled so far. */
  readonly compiles: () => number;
  readonly compile: (schema: JsonObject) => CompiledSchema;
}

const OPTIONS: Options = {
  allErrors: true,
  // Answers are hostile: a required `constructor` is not met by Object.prototype.
  ownProperties: true,
  strict: false,
  logger: false,
  // Suites are checked against the meta-schema when they are read; to compile it again takes longer than all else here.
  validateSchema: false,
};

function createAjv(schema: JsonObject): Ajv | Ajv2020 {
  const dialect = schema['$schema'];
  const draft7 = typeof dialect === 'string' && dialect.includes('draft-07');
  const ajv = draft7 ? new Ajv(OPTIONS) : new Ajv2020(OPTIONS);
  formats.default(ajv);
  return ajv;
}

/** Schemas that name themselves stay apart: two with one `$id` in one validator would be confused. */
function namesItself(schema: JsonObject): boolean {
  let found = false;
  walk(schema, (node) => {
    found ||= node.pointer.endsWith('/$id');
    return !found;
  });
  return found;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Compiles each distinct schema once. Nothing is fetched: a `$ref` to another document is a schema that does not compile. */
export function createSchemaCompiler(): SchemaCompiler {
  const byHash = new Map<string, CompiledSchema>();
  const shared = new Map<string, Ajv | Ajv2020>();
  let compiles = 0;

  function ajvFor(schema: JsonObject): Ajv | Ajv2020 {
    if (namesItself(schema)) return createAjv(schema);
    const dialect = JSON.stringify(schema['$schema'] ?? '');
    const ajv = shared.get(dialect) ?? createAjv(schema);
    shared.set(dialect, ajv);
    return ajv;
  }

  function build(schema: JsonObject): CompiledSchema {
    compiles += 1;
    if (schema['$async'] !== undefined) return { ok: false, message: '$async schemas are not judged' };
    try {
      const validate = ajvFor(schema).compile(schema);
      return { ok: true, errorsOf: (value) => (validate(value) ? [] : (validate.errors ?? [])) };
    } catch (thrown) {
      return { ok: false, message: messageOf(thrown) };
    }
  }

  function compile(schema: JsonObject): CompiledSchema {
    const hash = hashCanonical(schema);
    const compiled = byHash.get(hash) ?? build(schema);
    byHash.set(hash, compiled);
    return compiled;
  }

  return { compiles: () => compiles, compile };
}
