import type { Golden, GoldenPrompt } from '../contract/prompt.ts';
import type { Check, Finding } from '../contract/verdict.ts';
import { MAX_DEPTH } from '../json/is-too-deep.ts';
import type { Tolerance } from '../json/parse-tolerant.ts';
import { finding, skip, verdictOf } from './build-verdict.ts';
import { outputJson } from './output-json.ts';
import { ERROR_EXPECTED, NO_RESPONSE, responseOf } from './response-of.ts';
import { schemas } from './schema-cache.ts';
import { schemaFindings } from './schema-findings.ts';

const NAME = 'output-schema';

const TOLERATED: Readonly<Record<Tolerance, { readonly code: string; readonly message: string }>> = {
  'json/bom': { code: 'schema/byte-order-mark', message: 'JSON behind a byte order mark' },
  'json/fenced': { code: 'schema/fenced', message: 'JSON inside a code fence' },
  'json/prose-around': { code: 'schema/prose-around', message: 'JSON with other text around it' },
  'json/several-values': { code: 'schema/several-values', message: 'more than one JSON object' },
};

/** Why a prompt's output is not held against a schema, or null when it is: what counts into the schema match. */
export function whyNoSchema(prompt: GoldenPrompt, golden: Golden | null): string | null {
  if (prompt.output === null) return 'the prompt has no output schema';
  if (golden === null) return null;
  if (golden.answer.error !== null) return ERROR_EXPECTED;
  if (golden.answer.finish === 'length') return 'the golden ends with length';
  if (golden.answer.text === '' && golden.answer.toolCalls.length > 0)
    return 'the golden answers with tool calls';
  return null;
}

/** Strict JSON that satisfies the prompt's schema. What only a tolerant reader takes is a failure of its own. */
export const outputSchema: Check = {
  name: NAME,
  judge({ prompt, golden, exchange }) {
    const response = responseOf(exchange);
    if (response === null) return skip(NAME, NO_RESPONSE);
    const reason = whyNoSchema(prompt, golden);
    if (reason !== null || prompt.output === null) return skip(NAME, reason ?? '');
    const { strict, tolerant, tooDeep } = outputJson(response);
    if (!tolerant.ok) {
      const place = strict.ok ? null : { message: strict.message, at: strict.at };
      return verdictOf(NAME, [
        finding(
          'schema/not-json',
          '',
          `the output is not JSON: ${place?.message ?? ''}`,
          'JSON',
          response.text.slice(place?.at ?? 0),
        ),
      ]);
    }
    if (tooDeep) {
      return verdictOf(NAME, [finding('schema/too-deep', '', `nested deeper than ${MAX_DEPTH}`, MAX_DEPTH)]);
    }
    const compiled = schemas.compile(prompt.output.schema);
    if (!compiled.ok) {
      return verdictOf(NAME, [
        finding('schema/not-compiled', '', `the schema is not usable: ${compiled.message}`),
      ]);
    }
    const found: Finding[] = tolerant.tolerated.map((tolerance) =>
      finding(TOLERATED[tolerance].code, '', TOLERATED[tolerance].message, 'JSON alone', response.text),
    );
    const errors = compiled.errorsOf(tolerant.value);
    if (errors.length > 0) found.push(...schemaFindings(errors, tolerant.value));
    return verdictOf(NAME, found);
  },
};
