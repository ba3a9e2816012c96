import { z } from 'zod';
import { POINTER } from '../../contract/suites/comparator.ts';
import { ENV_REFERENCE, whyNoUrl } from '../setting-text.ts';

/** Ids of targets, models, servers, policies, migrations, monitors, consumers and criteria. */
export const idSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, {
  error: 'must be an id: lower-case letters, digits, dots and dashes, a letter or digit first',
});

/** A region goes into host names and signatures. */
export const regionSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
  error: 'must be a region, such as us-east-1',
});

/** Never echoed: what stands here by mistake may be the secret itself. */
export const envNameSchema = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, {
  error: 'must be the name of an environment variable, such as VLLM_API_KEY, never the secret itself',
});

export const urlSchema = z.string().superRefine((text, context) => {
  const reason = whyNoUrl(text);
  if (reason !== null) context.addIssue({ code: 'custom', message: reason });
});

export const proxySchema = z.string().superRefine((text, context) => {
  const reason = ENV_REFERENCE.test(text) ? null : whyNoUrl(text);
  if (reason !== null) context.addIssue({ code: 'custom', message: reason });
});

/** A plain text, or an environment reference as the whole value. */
export const settingSchema = z
  .string()
  .min(1, { error: 'must not be empty' })
  .refine((text) => ENV_REFERENCE.test(text) || !text.includes('${'), {
    error: 'must be plain text, or one environment reference as the whole value: ${NAME}',
  });

export const positiveInt = z.int().positive();

export const pointerSchema = z.string().regex(POINTER, {
  error: 'must be a JSON pointer, such as /items/0/name, or "" for the whole answer',
});

export const headerNameSchema = z
  .string()
  .regex(/^[a-z0-9-]+$/, { error: 'must be the name of a header, in lower case' });

export const requestPathSchema = z
  .string()
  .regex(/^\/[\w./-]*\w$/, { error: 'must be a path, such as /v1/llama-v2' });
