import type { FindingCode } from '../contract/findings.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import { MAX_DEPTH } from '../json/is-too-deep.ts';
import { parseOrUndefined } from '../json/read.ts';
import type { Tolerance } from '../json/parse-tolerant.ts';
import type { AnsweredCase } from './case.ts';
import { finding, skip, type CheckResult } from './finding.ts';
import type { PreparedPrompt } from './prepare-prompt.ts';

const TOLERATED: Readonly<Record<Tolerance, { readonly code: FindingCode; readonly message: string }>> = {
  'json/bom': { code: 'schema/byte-order-mark', message: 'JSON behind a byte order mark' },
  'json/fenced': { code: 'schema/fenced', message: 'JSON inside a code fence' },
  'json/prose-around': { code: 'schema/prose-around', message: 'JSON with other text around it' },
  'json/trailing-comma': {
    code: 'schema/trailing-comma',
    message: 'a comma behind the last item or property',
  },
  'json/single-quotes': { code: 'schema/single-quotes', message: 'text in single quotes' },
  'json/not-a-number': { code: 'schema/not-a-number', message: 'NaN or Infinity, which JSON does not have' },
  'json/loose': { code: 'schema/loose', message: 'a spelling that lenient parsers alone read' },
  'json/several-values': { code: 'schema/several-values', message: 'more than one JSON object' },
};

/** JSON up to where it stops. */
function isCutOff(text: string, at: number): boolean {
  return text.trim() !== '' && at >= text.trimEnd().length;
}

/** Whether a text fails the check before it is read: as strict JSON it is none, and whatever else it is weighs. */
export function failsUnread({ outputSchema, whyNoSchema }: PreparedPrompt, text: string): boolean {
  return outputSchema !== null && whyNoSchema === null && parseOrUndefined(text) === undefined;
}

/** Strict JSON that satisfies the prompt's schema. What only a tolerant reader takes is a failure of its own. */
export function outputSchema({
  prepared,
  response,
  json,
  output,
}: Pick<AnsweredCase, 'prepared' | 'response' | 'json' | 'output'>): CheckResult {
  const { whyNoSchema, outputSchema: schema } = prepared;
  if (whyNoSchema !== null || schema === null || json === null) return skip(whyNoSchema ?? '');
  const { strict, tolerant, tooDeep, scan } = json;
  if (!tolerant.ok) {
    const place = strict.ok ? null : { message: strict.message, at: strict.at };
    return [
      finding(
        isCutOff(response.text, place?.at ?? 0) ? 'schema/cut-off' : 'schema/not-json',
        '',
        `the output is not JSON: ${place?.message ?? ''}`,
        'JSON',
        response.text.slice(place?.at ?? 0),
      ),
    ];
  }
  if (tooDeep) return [finding('schema/too-deep', '', `nested deeper than ${MAX_DEPTH}`, MAX_DEPTH)];
  if (!schema.ok) {
    return [finding('schema/not-compiled', '', `the schema is not usable: ${schema.message}`)];
  }
  const found: Finding[] = tolerant.tolerated.map((tolerance) =>
    finding(TOLERATED[tolerance].code, '', TOLERATED[tolerance].message, 'JSON alone', response.text),
  );
  found.push(
    ...(scan?.duplicates ?? []).map((pointer) =>
      finding('schema/duplicate-key', pointer, 'a key stands twice in one object', 'once'),
    ),
  );
  if (output !== null) found.push(...output);
  return found;
}
