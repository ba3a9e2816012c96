import { z } from 'zod';
import type { JsonObject, JsonValue } from '../json/json-value.ts';

export type { JsonObject, JsonValue } from '../json/json-value.ts';

export const jsonValueSchema: z.ZodType<JsonValue> = z.json();
export const jsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json());
