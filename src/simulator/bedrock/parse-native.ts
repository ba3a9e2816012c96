import { z } from 'zod';
import { describeViolation } from './describe-violation.ts';
import type { Parsed } from './parse-converse.ts';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-meta.html */
const nativeShape = z.strictObject({
  prompt: z.string().min(1),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().min(0).max(1).optional(),
  max_gen_len: z.int().min(1).optional(),
  images: z.array(z.string()).optional(),
});

export type NativeBody = z.infer<typeof nativeShape>;

/** Parses the body of a native Llama request strictly. */
export function parseNative(value: unknown): Parsed<NativeBody> {
  const result = nativeShape.safeParse(value, { reportInput: true });
  if (result.success) return { ok: true, body: result.data };
  const [issue] = result.error.issues;
  return { ok: false, message: issue === undefined ? 'Malformed input request' : describeViolation(issue) };
}
