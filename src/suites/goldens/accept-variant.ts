import { z } from 'zod';
import { goldenSchema, type GoldenAnswer, type Variant } from '../../contract/suites/prompt.ts';
import { editAt } from '../../json/edit-at.ts';
import { isJsonObject, type JsonValue } from '../../json/json-value.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { resolvePointer, tokensOf } from '../../json/pointer.ts';

/** A variant as a whole answer, or the pointers of it at which the golden has no place for a value. */
export type AcceptedAnswer =
  | { readonly answer: GoldenAnswer }
  | { readonly nowhere: readonly { readonly pointer: string; readonly why: string }[] };

const callsSchema = goldenSchema.unwrap().shape.answer.unwrap().shape.toolCalls;
/** Below it a pointer leads into the calls, and not into the JSON of the text. */
const CALLS = 'toolCalls';

/** The golden's answer with what a variant changes in it. */
export function acceptVariant(golden: GoldenAnswer, variant: Variant): AcceptedAnswer {
  if (typeof variant === 'string') return { answer: { ...golden, text: variant } };
  const nowhere: { readonly pointer: string; readonly why: string }[] = [];
  let answer = golden;
  for (const [pointer, value] of Object.entries(variant)) {
    const changed = tokensOf(pointer)[0] === CALLS ? changeCalls(answer, pointer, value) : changeText(answer, pointer, value);
    if (typeof changed === 'string') nowhere.push({ pointer, why: changed });
    else answer = changed;
  }
  return nowhere.length > 0 ? { nowhere } : { answer };
}

function changeCalls(answer: GoldenAnswer, pointer: string, value: JsonValue): GoldenAnswer | string {
  const changed = change({ [CALLS]: answer.toolCalls.map((call) => ({ ...call })) }, pointer, value);
  if (changed === null) return 'the golden has no such place in its calls';
  const parsed = z.object({ [CALLS]: callsSchema }).safeParse(changed);
  return parsed.success ? { ...answer, toolCalls: parsed.data[CALLS] } : 'a call has a name and arguments';
}

function changeText(answer: GoldenAnswer, pointer: string, value: JsonValue): GoldenAnswer | string {
  const parsed = parseStrict(answer.text);
  if (!parsed.ok) return 'the golden is no JSON: write the whole text of the variant in place of this map';
  const changed = change(parsed.value, pointer, value);
  return changed === null
    ? 'the golden has no such place'
    : { ...answer, text: JSON.stringify(changed, null, answer.text.includes('\n') ? 2 : 0) };
}

/** A value put where one stands, or where an object has room for one more; null where there is no such place. */
function change(root: JsonValue, pointer: string, value: JsonValue): JsonValue | null {
  const tokens = tokensOf(pointer);
  if (resolvePointer(root, pointer) !== undefined) return editAt(root, tokens, () => value);
  const key = tokens.at(-1);
  const parent = resolvePointer(root, pointer.slice(0, pointer.lastIndexOf('/')));
  if (key === undefined || parent === undefined || !isJsonObject(parent)) return null;
  return editAt(root, tokens.slice(0, -1), () => ({ ...parent, [key]: value }));
}
