import { z } from 'zod';
import { configSchema } from './rows/config-schema.ts';

/** The configuration's JSON Schema (draft-7), for editors and for `config schema`. */
export function configJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' });
}
