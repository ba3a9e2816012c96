import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ERROR_KINDS } from '../../../src/contract/errors/error-kind.ts';
import { normalize } from './normalizing.ts';

const Row = z.strictObject({
  who: z.string(),
  /** What a careful reader would accept, the best first. */
  kinds: z.array(z.enum(ERROR_KINDS)).min(1),
  status: z.number().nullable(),
  body: z.string().optional(),
  message: z.string().optional(),
  /** Null where either can be defended. */
  retryable: z.boolean().nullable(),
});

/**
 * What engines, loaders, routers, drivers and clients say, most of it without a status: partly as public threads and the
 * software's own sources have it, partly as a reader recalls their wording. Each was labelled before any rule was tried on
 * it; those that are still called otherwise stay in the table.
 */
const ROWS = readFileSync(resolve(import.meta.dirname, 'posted-tersely.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => Row.parse(JSON.parse(line)));

const read = ROWS.map((row) => {
  const { status, body = null, message } = row;
  const thrown = message === undefined ? null : { name: 'Error', message };
  return { row, error: normalize(thrown, { status, body, phase: 'http' }) };
});

describe('terse words', () => {
  it('are many', () => {
    expect(ROWS.length).toBeGreaterThan(1500);
  });

  it('are called what a reader calls them, but for 3 in 100', () => {
    const wrong = read.flatMap(({ row, error }) =>
      row.kinds.includes(error.kind) ? [] : [`${error.kind}, not ${row.kinds.join()}: ${error.message}`],
    );
    expect(wrong.length / ROWS.length, wrong.join('\n')).toBeLessThan(0.03);
  });

  it('are retried as a reader would, but for 2 in 100', () => {
    const wrong = read.flatMap(({ row, error }) =>
      row.retryable === null || row.retryable === error.retryable ? [] : [`${error.kind}: ${error.message}`],
    );
    expect(wrong.length / ROWS.length, wrong.join('\n')).toBeLessThan(0.02);
  });
});
