import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { goldenSchema } from '../../src/contract/suites/prompt.ts';
import { formatOf } from '../../src/files/check-format.ts';

const ajv = new Ajv({ strict: false });
formats.default(ajv);
const validate = ajv.compile(formatOf(goldenSchema));
const answer = { text: 'Oslo.', toolCalls: [], finish: 'stop', error: null };

describe("the editors' schema of a golden", () => {
  const folder = resolve(import.meta.dirname, '../../goldens/reference');
  it.each(readdirSync(folder).filter((file) => file.endsWith('.jsonl')))('accepts %s', (file) => {
    const lines = readFileSync(join(folder, file), 'utf8').trim().split('\n');
    expect(lines.filter((line) => !validate(JSON.parse(line)))).toEqual([]);
  });

  it('accepts what a person need write, and no less', () => {
    expect(validate({ promptId: 'capital', answer })).toBe(true);
    expect(validate({ promptId: 'capital', answer: { ...answer, finish: undefined } })).toBe(false);
    expect(validate({ promptId: 'capital', answer: { ...answer, finish: 'ended' } })).toBe(false);
    expect(validate({ promptId: 'capital', answer, provenance: { by: 'Ada' } })).toBe(false);
  });
});
