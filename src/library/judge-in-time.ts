import { Script } from 'node:vm';
import { createSlowJudge, type SchemaResult, type SlowValue } from '../checks/slow-value.ts';
import { DEFAULT_DEADLINES } from '../config/defaults.ts';
import { stringAt } from '../json/read.ts';

/**
 * Judges slow values while the caller waits, for two seconds at most. The engine can end what runs under a `vm` timeout,
 * a pattern among it; a thread could not be waited for: https://nodejs.org/api/vm.html#scriptruninnewcontextcontextobject-options
 */
export function judgeInTime(values: readonly SlowValue[]): readonly SchemaResult[] {
  const judgeSlowly = createSlowJudge();
  const results: SchemaResult[] = [];
  const judgeAll = (): void => {
    for (const value of values) results.push(judgeSlowly(value));
  };
  try {
    new Script('judgeAll()').runInNewContext({ judgeAll }, { timeout: DEFAULT_DEADLINES.judgingMs });
  } catch (thrown) {
    if (!isTimeout(thrown)) throw thrown;
  }
  return values.map((_, at) => results[at] ?? 'too-slow');
}

/** It is an Error of the other context. */
function isTimeout(thrown: unknown): boolean {
  return stringAt(thrown, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
