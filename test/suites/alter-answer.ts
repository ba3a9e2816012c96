import { buildCase } from '../../src/checks/case.ts';
import { createSchemaCompiler } from '../../src/checks/compile-schemas.ts';
import { judgeExchange } from '../../src/checks/judge-exchange.ts';
import { preparePrompt } from '../../src/checks/prepare-prompt.ts';
import { readAnswer } from '../../src/checks/read-answer.ts';
import type { GoldenAnswer } from '../../src/contract/suites/prompt.ts';
import { NO_USAGE } from '../../src/contract/exchanges/response.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../src/json/json-value.ts';
import { answered, CAPABILITIES, MODEL } from '../build-exchange.ts';
import type { Approved } from './approved-answers.ts';

/** What an answer says, however it ended. */
export type Said = Pick<GoldenAnswer, 'text' | 'toolCalls'>;

/** Answers to one prompt beside the approved one: as a text, or as values of its JSON that differ. */
export interface OtherAnswers {
  readonly prompt: string;
  readonly right: readonly (string | Readonly<Record<string, unknown>>)[];
  readonly wrong: readonly (string | Readonly<Record<string, unknown>>)[];
}

const SCHEMAS = createSchemaCompiler();

/**
 * A function that says what every check that needs no wire finds in an answer, as code and pointer, when it ends as the
 * approved one does.
 */
export function openJudge({ prompt, golden }: Approved): (answer: Said) => readonly string[] {
  const prepared = preparePrompt(prompt, golden, SCHEMAS.compile);
  const { finish } = golden.answer;
  return ({ text, toolCalls }) => {
    const outputTokens = finish === 'length' ? prompt.maxOutputTokens : 10 + Math.ceil(text.length / 6);
    const exchange = answered({
      text,
      toolCalls: toolCalls.map((call, index) => ({
        id: `call_${index}`,
        rawArguments: JSON.stringify(call.arguments),
        ...call,
      })),
      finishReason: finish === null ? null : { unified: finish, raw: finish },
      usage: { ...NO_USAGE, inputTokens: 100_000, outputTokens },
    });
    const answer = readAnswer(prepared, exchange);
    if ('slow' in answer) throw new Error(`${prompt.id} is not judged in place`);
    const target = { capabilities: CAPABILITIES, model: MODEL };
    const subject = buildCase({ prepared, answer, sibling: null, target, requestIdSeen: false });
    return judgeExchange(subject).flatMap((verdict) =>
      verdict.status === 'fail'
        ? verdict.findings.map(({ code, pointer }) => `${code} ${pointer}`.trim())
        : [],
    );
  };
}

type Altered<T> = Generator<readonly [what: string, altered: T]>;

function* alter(value: JsonValue, place: string): Altered<JsonValue> {
  if (isJsonArray(value)) {
    yield [`${place} with one more`, [...value, value[0] ?? 'more']];
    if (value.length > 0) yield [`${place} with one less`, value.slice(0, -1)];
    for (const [index, item] of value.entries()) {
      for (const [what, other] of alter(item, `${place}/${index}`)) {
        yield [what, value.map((old, at) => (at === index ? other : old))];
      }
    }
  } else if (isJsonObject(value)) {
    yield [`${place} with a key more`, { ...value, unheardOf: 1 }];
    for (const [key, inner] of Object.entries(value)) {
      const { [key]: _gone, ...rest } = value;
      yield [`${place} without ${key}`, rest];
      for (const [what, other] of alter(inner, `${place}/${key}`)) yield [what, { ...value, [key]: other }];
    }
  } else if (typeof value === 'string') {
    yield [`${place} in other words`, 'other'];
    yield [`${place} as null`, null];
  } else if (typeof value === 'number') {
    yield [`${place} and one`, value + 1];
    yield [`${place} as a text`, String(value)];
  } else {
    yield [`${place} otherwise`, value === null ? 'null' : !value];
  }
}

/** The answer with one value, item, key or call of it altered, in every way that is tried, and in what. */
export function* alterAnswer({ prompt, golden: { answer } }: Approved): Altered<Said> {
  const { text, toolCalls } = answer;
  if (text !== '' && prompt.output === null) yield ['other words', { text: 'No.', toolCalls }];
  if (text !== '' && prompt.output !== null) {
    const value: JsonValue = JSON.parse(text);
    for (const [what, other] of alter(value, '')) yield [what, { text: JSON.stringify(other), toolCalls }];
  }
  for (const [index, call] of toolCalls.entries()) {
    yield [`without call ${index}`, { text, toolCalls: toolCalls.filter((_, at) => at !== index) }];
    for (const [what, other] of alter(call.arguments, `/toolCalls/${index}`)) {
      const calls = toolCalls.map((old, at) => (at === index ? { ...old, arguments: other } : old));
      yield [what, { text, toolCalls: calls }];
    }
  }
}
