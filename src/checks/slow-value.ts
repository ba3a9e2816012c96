import type { JsonObject, JsonValue } from '../contract/json-value.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import { createSchemaCompiler, type CompiledSchema } from './compile-schemas.ts';
import { finding } from './finding.ts';

/** A value of an answer that is not judged in place: plain data, so that it can be handed to a thread. */
export interface SlowValue {
  readonly schema: JsonObject;
  readonly value: JsonValue;
}

/** What a schema has against a value, or that this was not found out in time. */
export type SchemaResult = readonly Finding[] | 'too-slow';

/**
 * Judges the slow values of one exchange, all of them within the time limit. A result for each, in their order; those
 * that are not judged when the signal aborts are too slow as well.
 */
export type JudgeApart = (
  values: readonly SlowValue[],
  limitMs: number,
  signal: AbortSignal,
) => Promise<readonly SchemaResult[]>;

/** What a schema has against a value, or the value where finding that out takes more than may be done in place. */
export function judgeOrLeave(
  { schema, judge }: CompiledSchema & { readonly ok: true },
  value: JsonValue,
): readonly Finding[] | SlowValue {
  const found = judge(value);
  return found === 'too-much' ? { schema, value } : found;
}

export function isLeft(result: readonly Finding[] | SlowValue | null): result is SlowValue {
  return result !== null && 'schema' in result;
}

export function tooSlow(pointer: string): Finding {
  return finding('schema/too-slow', pointer, 'not judged within deadlines.judgingMs');
}

export function isTooSlow(found: readonly Finding[]): boolean {
  return found.some(({ code }) => code === 'schema/too-slow');
}

/** For whoever is ended when he takes too long: what it gives may run for ever. */
export function createSlowJudge(): (value: SlowValue) => readonly Finding[] {
  const { compile } = createSchemaCompiler('apart');
  return ({ schema, value }) => {
    const compiled = compile(schema);
    const found = compiled.ok ? compiled.judge(value) : 'too-much';
    if (found === 'too-much')
      throw new Error('what compiles in place does so apart, and nothing is too much there');
    return found;
  };
}
