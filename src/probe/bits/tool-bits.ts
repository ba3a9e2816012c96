import type { CanonicalRequest, Tool } from '../../contract/exchanges/request.ts';
import { ask, streamed } from '../ask.ts';
import { always, once, type Answered, type Bit, type Reading } from '../bit.ts';

const tool = (name: string, description: string): Tool => ({
  name,
  description,
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
});

const WEATHER = tool('get_weather', 'Tells the weather of one city.');
const CLOCK = tool('get_time', 'Tells the local time of one city.');

const USE_IT = 'What is the weather in Oslo? Call get_weather to find out.';
const GREET = 'Say hello in one word.';

const calls = ({ response }: Answered): readonly string[] => response.toolCalls.map(({ name }) => name);
const hasUsable = ({ response }: Answered): boolean =>
  response.toolCalls.some(({ arguments: given }) => given !== null);
const called = (answer: Answered): Reading => (hasUsable(answer) ? 'obeyed' : 'ignored');

const withTools = (text: string, tools: readonly Tool[], toolChoice: CanonicalRequest['toolChoice']) =>
  ask(text, { tools, toolChoice });
const twice = <T>(each: T): readonly T[] => [each, each];

const ofTools = { area: 'tools', field: 'toolChoice' } as const;

/** Whether tools are called, and whether what the request says of them is done. */
export const TOOL_BITS: readonly Bit[] = [
  {
    ...ofTools,
    id: 'tools',
    field: 'tools',
    after: 'chat',
    asks: `"${USE_IT}" with get_weather declared`,
    trials: twice(withTools(USE_IT, [WEATHER], null)),
    read: once(2, called),
  },
  {
    ...ofTools,
    id: 'tool_choice/auto',
    after: 'tools',
    asks: `"${USE_IT}" with tool_choice auto`,
    trials: twice(withTools(USE_IT, [WEATHER], 'auto')),
    read: once(2, called),
  },
  {
    ...ofTools,
    id: 'tool_choice/required',
    after: 'tools',
    asks: `"${GREET}" with tool_choice required: a call must come`,
    trials: twice(withTools(GREET, [WEATHER, CLOCK], 'required')),
    read: always(2, called),
  },
  {
    ...ofTools,
    id: 'tool_choice/named',
    after: 'tools',
    asks: `"${USE_IT}" with tool_choice get_time: that one must be called`,
    trials: twice(withTools(USE_IT, [WEATHER, CLOCK], { name: CLOCK.name })),
    read: always(2, (answer) => (calls(answer).join() === CLOCK.name ? 'obeyed' : 'ignored')),
  },
  {
    ...ofTools,
    id: 'tool_choice/none',
    after: 'tools',
    asks: `"${USE_IT}" with tool_choice none: no call may come`,
    trials: twice(withTools(USE_IT, [WEATHER], 'none')),
    read: always(2, (answer) => (calls(answer).length === 0 ? 'obeyed' : 'ignored')),
  },
  {
    ...ofTools,
    id: 'tools/parallel',
    field: 'tools',
    after: 'tools',
    asks: 'the weather of Oslo and of Rome: two calls in one answer',
    trials: twice(
      withTools(
        'What is the weather in each of these cities: Oslo, Rome? Call get_weather for each of them at once.',
        [WEATHER],
        null,
      ),
    ),
    read: once(2, (answer) => (calls(answer).length >= 2 ? 'obeyed' : 'ignored')),
  },
  {
    ...ofTools,
    id: 'tools/stream',
    area: 'streaming',
    field: 'mode',
    after: 'tools',
    asks: `"${USE_IT}" as a stream`,
    trials: twice(streamed(withTools(USE_IT, [WEATHER], null))),
    read: once(2, called),
  },
];
