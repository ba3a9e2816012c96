// npm run bench -- --checks, or node test/bench/checks.ts: what judging an answer costs, each form of comparator in use.
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { createSchemaCompiler } from '../../src/checks/compile-schemas.ts';
import { preparePrompt, type PreparedPrompt } from '../../src/checks/prepare-prompt.ts';
import { readAnswer } from '../../src/checks/read-answer.ts';
import { buildCase } from '../../src/checks/case.ts';
import { judgeExchange } from '../../src/checks/judge-exchange.ts';
import { judgeState } from '../../src/checks/judge-state.ts';
import { scoreAnswer } from '../../src/checks/score-answer.ts';
import type { GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import type { Exchange } from '../../src/contract/exchanges/exchange.ts';
import { answered, buildGolden, buildPrompt, CAPABILITIES, MODEL } from '../build-exchange.ts';
import { median } from './median.ts';
import { ANSWER, OUTPUT_SCHEMA } from './wires.ts';

const BOUND_US = 60;
const ANSWERS = 200;
const ROUNDS = 300;

const QUOTE = 'Clause 4 obliges the supplier to keep records for seven years and to show them on request.';

/** Every form of `docs/goldens.md` that a JSON answer can be compared by, at its places. */
const COMPARATORS: GoldenPrompt['comparators'] = {
  '': { notContains: ['As an AI', 'lorem ipsum'] },
  '/title': { oneOf: ['Master services agreement', 'Services agreement'] },
  '/summary': { contains: ['supplier', ['ten', '10']], ordered: ['delays', 'agreement'], length: 40 },
  '/total': { number: { within: 0 }, weight: 3 },
  '/clauses': { set: { by: ['/id'] } },
  '/clauses/*/id': { regex: '^[0-9]{1,2}\\.[0-9]$' },
  '/clauses/*/text': { verbatimIn: 'prompt', length: 60 },
  '/clauses/*/risk': { enum: ['low', 'medium', 'high'] },
  '/clauses/*/date': 'type',
  '/clauses/0': 'exact',
};

const FORMS: Readonly<Record<string, GoldenPrompt['comparators']>> = {
  'structure alone': {},
  'exact alone': { '': 'exact' },
  'every comparator': COMPARATORS,
};

function prepare(comparators: GoldenPrompt['comparators']): PreparedPrompt {
  const facts: GoldenPrompt['facts'] =
    comparators === COMPARATORS
      ? ['seven years', ['on request', 'when asked'], { fact: '2026-03-31', weight: 2 }]
      : [];
  const prompt = buildPrompt({
    messages: [{ role: 'user', content: [{ type: 'text', text: `List the clauses.\n${ANSWER}\n${QUOTE}` }] }],
    output: { name: 'clauses', schema: OUTPUT_SCHEMA },
    comparators,
    facts,
    notFacts: facts.length === 0 ? [] : ['eight years', 'half a year'],
    sentinels: facts.length === 0 ? [] : [{ fact: 'Clause 9', at: 'end' }],
  });
  return preparePrompt(prompt, buildGolden({ text: ANSWER }), SCHEMAS.compile);
}

const SCHEMAS = createSchemaCompiler();

/** No two are alike, as no two answers of a run are, and all of them pass: blanks stand by the bits of a number. */
const texts = Array.from({ length: ANSWERS }, (_, number) => {
  let colon = 0;
  return ANSWER.replaceAll('":', () => ((number >> colon++) & 1 ? '": ' : '":'));
});
const exchanges = texts.map((text, repetition) =>
  answered(
    { text, usage: { inputTokens: 480, outputTokens: 380, cachedTokens: null, reasoningTokens: null } },
    { repetition },
  ),
);

const target = { capabilities: CAPABILITIES, model: MODEL };

/** As a run judges an exchange: read, held against schema, golden, comparators and facts, and scored. */
function judge(prepared: PreparedPrompt, exchange: Exchange): string {
  const answer = readAnswer(prepared, exchange);
  if ('slow' in answer) throw new Error('a schema or a pattern of the bench is judged apart');
  const subject = buildCase({ prepared, answer, sibling: null, target, requestIdSeen: false });
  const verdicts = judgeExchange(subject);
  scoreAnswer(subject);
  return judgeState({ exchange, verdicts, golden: prepared.golden, skipReason: null }).state;
}

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
const validate = ajv.compile(OUTPUT_SCHEMA);

/** Microseconds of CPU an answer. */
function microseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / ANSWERS;
}

function parseAndValidate(): void {
  for (const text of texts) {
    if (!validate(JSON.parse(text))) throw new Error('an answer of the bench breaks its schema');
  }
}

let isOver = false;
for (const [name, comparators] of Object.entries(FORMS)) {
  const prepared = prepare(comparators);
  const judgeAll = (): void => {
    for (const exchange of exchanges) {
      const state = judge(prepared, exchange);
      if (state !== 'passed') throw new Error(`an answer of the bench is ${state}`);
    }
  };
  const [bare, own]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(microseconds(parseAndValidate));
    own.push(microseconds(judgeAll));
  }
  // The first rounds are the compiler's.
  const [bareUs, ownUs] = [median(bare.slice(ROUNDS / 3)), median(own.slice(ROUNDS / 3))];
  isOver ||= ownUs > BOUND_US;
  console.log(
    `judge an answer of ${(ANSWER.length / 1000).toFixed(1)} kB, ${name.padEnd(16)} ${ownUs.toFixed(1)} us CPU, ` +
      `JSON.parse and ajv alone ${bareUs.toFixed(1)} us (goal <= ${BOUND_US} us)${ownUs > BOUND_US ? '  NOT MET' : ''}`,
  );
}
process.exitCode = isOver ? 1 : 0;
