import { Ajv, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { JsonObject, JsonValue } from '../contract/json-value.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import { hashCanonical } from '../json/hash-canonical.ts';
import { findSlowPlaces } from '../json/schema/find-slow-places.ts';
import { walkSchema } from '../json/schema/walk-schema.ts';
import { walk } from '../json/walk.ts';
import { NOTHING } from './finding.ts';
import { createPatternEngine } from './pattern-engine.ts';
import { schemaFindings } from './schema-findings.ts';
import { StepBudget, TooMuchWork } from './step-budget.ts';
import { useLinearUniqueItems } from './unique-items.ts';

/** A compiled schema, or why it cannot be one. */
export type CompiledSchema =
  | {
      readonly ok: true;
      readonly schema: JsonObject;
      /** What is wrong with a value; `too-much` where finding that out takes more than may be done in place. */
      readonly judge: (value: JsonValue) => readonly Finding[] | 'too-much';
    }
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
  // What no double holds, as a digit that is said over and over, is a number to no client that reads it into one.
  strictNumbers: true,
  logger: false,
  // Suites are checked against the meta-schema when they are read; to compile it again takes longer than all else here.
  validateSchema: false,
};

/** About 50 ms: whoever waits meanwhile does not notice. */
const MOST_STEPS_IN_PLACE = 1_000_000;

/** ajv-formats has an expression for it that takes time with the square of the text and more. */
function guardUrl(ajv: Ajv, budget: StepBudget): void {
  const url = ajv.formats['url'];
  if (!(url instanceof RegExp)) throw new Error('ajv-formats has no expression for url');
  ajv.addFormat('url', (text: string) => {
    budget.spend(text.length ** 2 / 16);
    return url.test(text);
  });
}

function createAjv(schema: JsonObject, budget: StepBudget): Ajv | Ajv2020 {
  const dialect = schema['$schema'];
  const draft7 = typeof dialect === 'string' && dialect.includes('draft-07');
  // A second pass over the code that it writes takes most of a compilation, and judging is no faster for it.
  const options: Options = { ...OPTIONS, code: { regExp: createPatternEngine(budget), optimize: false } };
  const ajv = draft7 ? new Ajv(options) : new Ajv2020(options);
  formats.default(ajv);
  guardUrl(ajv, budget);
  useLinearUniqueItems(ajv);
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

/**
 * Compiles each distinct schema once. Nothing is fetched: a `$ref` to another document is a schema that does not compile.
 * `apart` is for whoever is ended when he takes too long: there nothing is too much.
 */
export function createSchemaCompiler(where: 'in-place' | 'apart' = 'in-place'): SchemaCompiler {
  const byHash = new Map<string, CompiledSchema>();
  const shared = new Map<string, Ajv | Ajv2020>();
  const budget = new StepBudget(where === 'apart' ? Infinity : MOST_STEPS_IN_PLACE);
  let compiles = 0;

  function ajvFor(schema: JsonObject): Ajv | Ajv2020 {
    if (namesItself(schema)) return createAjv(schema, budget);
    const dialect = JSON.stringify(schema['$schema'] ?? '');
    const ajv = shared.get(dialect) ?? createAjv(schema, budget);
    shared.set(dialect, ajv);
    return ajv;
  }

  function build(schema: JsonObject): CompiledSchema {
    compiles += 1;
    if (schema['$async'] !== undefined) return { ok: false, message: '$async schemas are not judged' };
    try {
      const grows = new Set(findSlowPlaces(schema, [...walkSchema(schema)]).map((place) => place.grows));
      if (grows.has('endless')) return { ok: false, message: 'it refers to itself for the same value' };
      const validate = ajvFor(schema).compile(schema);
      if (where === 'in-place' && (grows.has('pattern') || grows.has('recursion'))) {
        return { ok: true, schema, judge: () => 'too-much' };
      }
      return {
        ok: true,
        schema,
        judge(value) {
          budget.renew();
          try {
            return validate(value) ? NOTHING : schemaFindings(validate.errors ?? [], value);
          } catch (thrown) {
            if (thrown instanceof TooMuchWork) return 'too-much';
            throw thrown;
          }
        },
      };
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
