import { argumentsAt, callAt } from '../../contract/suites/comparator.ts';
import type { ResponseToolCall } from '../../contract/exchanges/response.ts';
import type { Finding } from '../../contract/exchanges/verdict.ts';
import type { JsonValue } from '../../json/json-value.ts';
import { isTooDeep, MAX_DEPTH } from '../../json/is-too-deep.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { finding, NOTHING } from '../finding.ts';
import type { PreparedPrompt } from '../prepare-prompt.ts';
import { isLeft, judgeOrLeave, tooSlow, type SchemaResult, type SlowValue } from '../slow-value.ts';
import type { CompiledSchema } from '../compile-schemas.ts';

function invalidArguments(
  { rawArguments }: ResponseToolCall,
  schema: CompiledSchema,
  value: JsonValue,
  place: string,
): readonly Finding[] | SlowValue {
  if (isTooDeep(rawArguments)) {
    return [finding('tool/arguments-invalid', place, `nested deeper than ${MAX_DEPTH}`, MAX_DEPTH)];
  }
  if (!schema.ok) {
    return [
      finding('tool/parameters-not-compiled', place, `the tool's schema is not usable: ${schema.message}`),
    ];
  }
  const found = judgeOrLeave(schema, value);
  return isLeft(found) ? found : citeArguments(found, place);
}

/** What the schema has against a call's arguments, said of the call. */
export function citeArguments(found: SchemaResult, place: string): readonly Finding[] {
  if (found === 'too-slow') return [tooSlow(place)];
  if (found.length === 0) return NOTHING;
  return found.map(({ pointer, message, expected, observed }) => ({
    code: 'tool/arguments-invalid',
    pointer: `${place}${pointer}`,
    message,
    expected,
    observed,
  }));
}

/** The name of a call alone: of one whose arguments were to be cut nothing else can be said. */
export function judgeName(
  { name }: Pick<ResponseToolCall, 'name'>,
  index: number,
  { prompt, parameters }: Pick<PreparedPrompt, 'prompt' | 'parameters'>,
): readonly Finding[] {
  if (parameters.has(name)) return NOTHING;
  const names = prompt.tools.map((tool) => tool.name);
  return [finding('tool/unknown-name', `${callAt(index)}/name`, 'no such tool was declared', names, name)];
}

/** One call against the tools that were declared; its arguments where they are not judged in place. */
export function judgeCall(
  call: ResponseToolCall,
  index: number,
  prepared: Pick<PreparedPrompt, 'prompt' | 'parameters'>,
): readonly Finding[] | SlowValue {
  const place = argumentsAt(index);
  const schema = prepared.parameters.get(call.name);
  if (schema === undefined) return judgeName(call, index, prepared);
  if (call.arguments !== null) return invalidArguments(call, schema, call.arguments, place);
  const parsed = parseStrict(call.rawArguments);
  if (parsed.ok) return invalidArguments(call, schema, parsed.value, place);
  return [
    finding(
      'tool/arguments-not-json',
      place,
      `the arguments are not JSON: ${parsed.message}`,
      'JSON',
      call.rawArguments,
    ),
  ];
}
