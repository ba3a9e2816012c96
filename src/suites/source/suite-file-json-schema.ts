import { z } from 'zod';
import { suiteFileSchema } from './suite-file.ts';

/** The suite file format as JSON Schema draft-7, the draft that editors' YAML plugins read. */
export function suiteFileJsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(suiteFileSchema, { target: 'draft-7', io: 'input' });
}
