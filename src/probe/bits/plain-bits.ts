import { ask, adding, streamed } from '../ask.ts';
import { always, type Answered, type Bit, type Reading } from '../bit.ts';

/** The question that costs least; what images add is counted from it. */
const PLAIN = 'Which colour is it? Answer with one word.';
const COUNT = 'Count from 1 to 9, with commas between the numbers.';
const WORDS = 'Write eight unusual words, each by chance.';

const ofStream = { area: 'streaming', field: 'mode', after: 'chat' } as const;
const stream = [streamed(ask(PLAIN))];

/** The keys of a body under which probabilities of tokens stand: https://platform.openai.com/docs/api-reference/chat/object */
const LOGPROBS = /"logprobs"\s*:\s*\{[^{}]*"content"\s*:\s*\[\s*\{/;

/** What needs neither schema, tool nor picture. */
export const PLAIN_BITS: readonly Bit[] = [
  {
    id: 'chat',
    area: 'request schema',
    asks: `"${PLAIN}"`,
    after: null,
    field: null,
    trials: [ask(PLAIN)],
    read: always(1, () => 'obeyed'),
  },
  {
    ...ofStream,
    id: 'stream',
    asks: `"${PLAIN}" as a stream: more than one event must come`,
    trials: stream,
    read: always(1, ({ servedAs, proof }) =>
      servedAs === 'stream' && (proof?.frames ?? 0) > 1 ? 'obeyed' : 'ignored',
    ),
  },
  {
    ...ofStream,
    id: 'stream/usage',
    after: 'stream',
    asks: 'a stream that tells how many tokens it took',
    trials: stream,
    read: always(1, ({ proof }) => ((proof?.usageRecords ?? 0) > 0 ? 'obeyed' : 'ignored')),
  },
  {
    ...ofStream,
    id: 'stream/marker',
    after: 'stream',
    asks: 'a stream with a marker at its end',
    trials: stream,
    read: always(1, ({ proof }) => (proof?.terminalMarker === true ? 'obeyed' : 'ignored')),
  },
  {
    id: 'stop',
    area: 'sampling',
    asks: `"${COUNT}" with stop "5": nothing from 5 on may come`,
    after: 'chat',
    field: 'stop',
    trials: [ask(COUNT, { stop: ['5'] })],
    read: always(1, readStop),
  },
  {
    id: 'seed',
    area: 'sampling',
    asks: `"${WORDS}" at temperature 1: twice with one seed, once with another`,
    after: 'chat',
    field: 'seed',
    trials: [7, 7, 8].map((seed) => ask(WORDS, { seed, temperature: 1 })),
    read: readSeeds,
  },
  {
    id: 'logprobs',
    area: 'sampling',
    asks: `"${PLAIN}" with logprobs, for the two likeliest of each token`,
    after: 'chat',
    field: 'logprobs',
    trials: [adding(ask(PLAIN), { logprobs: true, top_logprobs: 2 })],
    read: always(1, ({ body }) => (LOGPROBS.test(body) ? 'obeyed' : 'ignored')),
  },
];

/** An answer that did not count shows nothing of a stop. */
function readStop({ response }: Answered): Reading {
  if (response.text.includes('5')) return 'ignored';
  return response.text.includes('4') ? 'obeyed' : 'unclear';
}

/** Where another seed gives the same words, the words do not hang on it. */
function readSeeds(answers: readonly Answered[]): Reading {
  const [first, again, other] = answers.map(({ response }) => response.text);
  if (first === undefined || again === undefined) return 'more';
  if (first !== again) return 'ignored';
  if (other === undefined) return 'more';
  return first === other ? 'unclear' : 'obeyed';
}
