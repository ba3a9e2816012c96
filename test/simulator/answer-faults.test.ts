import { describe, expect, it } from 'vitest';
import { ANSWER_FAULTS, faultSchema, type AnswerFault } from '../../src/contract/wires/fault.ts';
import { asking, collect, converse, entry, patience, stage } from './stage.ts';

const toolCalls = [{ name: 'look', arguments: { where: 'east', deep: { level: 3 } } }];
const book = [
  entry(
    'json',
    'Json',
    { text: '{"status":"open","tags":["a","b"],"count":2}' },
    {
      sentinels: [
        { fact: '"a"', at: 'start' },
        { fact: '"b"', at: 'middle' },
        { fact: '"open"', at: 'end' },
      ],
    },
  ),
  entry('text', 'Text', { text: 'one two three' }),
  entry('call', 'Call', { text: '', toolCalls, finish: 'tool_calls' }),
];
const toolConfig = { tools: [{ toolSpec: { name: 'look', inputSchema: { json: {} } } }] };

/** What comes of a prompt under a fault, as far as an answer fault can change it. */
async function play(question: 'Json' | 'Text' | 'Call', fault: object): Promise<unknown[]> {
  const { handle } = stage({ book, faults: [faultSchema.parse(fault)] });
  const more = question === 'Call' ? { toolConfig } : {};
  const response = await handle(converse(asking(question, more)), patience());
  const { output, stopReason, usage } = JSON.parse((await collect(response)).toString());
  const [block] = output.message.content;
  return [
    block.text ?? block.toolUse.input,
    block.toolUse?.name ?? null,
    stopReason,
    usage?.outputTokens ?? null,
  ];
}

const open = '{"status":"open","tags":["a","b"],"count":2}';

/** The fault, the prompt, and what of [content, tool, stop reason, output tokens] is told in place of the golden's. */
const looks: Readonly<Record<AnswerFault, readonly (readonly [object, 'Json' | 'Text' | 'Call', object])[]>> =
  {
    'drop-key': [
      [{}, 'Json', { content: '{"tags":["a","b"],"count":2}' }],
      [{ pointer: '/tags/0' }, 'Json', { content: '{"status":"open","tags":["b"],"count":2}' }],
      [{ pointer: '/deep/level' }, 'Call', { content: { where: 'east', deep: {} } }],
      [{}, 'Text', {}],
    ],
    retype: [
      [{}, 'Json', { content: '{"status":4,"tags":["a","b"],"count":2}' }],
      [{ pointer: '/count' }, 'Json', { content: '{"status":"open","tags":["a","b"],"count":"2"}' }],
      [{ pointer: '/tags' }, 'Json', { content: '{"status":"open","tags":{},"count":2}' }],
    ],
    enum: [
      [{}, 'Json', { content: '{"status":"not-in-the-enum","tags":["a","b"],"count":2}' }],
      [{ value: 'shut' }, 'Json', { content: '{"status":"shut","tags":["a","b"],"count":2}' }],
    ],
    null: [[{ pointer: '/tags' }, 'Json', { content: '{"status":"open","tags":null,"count":2}' }]],
    truncate: [
      [{}, 'Text', { content: 'one tw' }],
      [{}, 'Json', { content: open.slice(0, open.length / 2) }],
    ],
    fence: [[{}, 'Json', { content: `\`\`\`json\n${open}\n\`\`\`` }]],
    finish: [
      [{}, 'Text', { stopReason: 'max_tokens' }],
      [{ value: 'content_filter' }, 'Text', { stopReason: 'content_filtered' }],
      [{ value: 'eaten_by_a_bear' }, 'Text', { stopReason: 'eaten_by_a_bear' }],
      [{ value: null }, 'Text', { stopReason: undefined }],
    ],
    tool: [
      [{}, 'Call', { tool: 'some_other_tool' }],
      [{ value: 'peek' }, 'Call', { tool: 'peek' }],
      [{ value: null }, 'Call', { content: '', tool: null }],
    ],
    'tool-arguments': [
      [{}, 'Call', { content: '{"where":"east","deep":{"level":3}' }],
      [{ value: { here: 1 } }, 'Call', { content: { here: 1 } }],
    ],
    usage: [
      [{}, 'Text', { tokens: 0 }],
      [{ value: 99 }, 'Text', { tokens: 99 }],
      [{ value: { inputTokens: 5 } }, 'Text', {}],
      [{ value: null }, 'Text', { tokens: null }],
    ],
    'input-cut': [
      [{}, 'Json', { content: '{"status":"open","tags":[something,"b"],"count":2}' }],
      [{ value: 0.3 }, 'Json', { content: '{"status":"open","tags":[something,something],"count":2}' }],
      [{ value: 0.1 }, 'Json', { content: '{"status":something,"tags":[something,something],"count":2}' }],
      [{}, 'Text', {}],
    ],
    cap: [
      [{}, 'Text', { content: 'one two ', stopReason: 'max_tokens', tokens: 2 }],
      [{ value: 3 }, 'Text', { content: 'one two thre', stopReason: 'max_tokens', tokens: 3 }],
      [{ value: 4 }, 'Text', {}],
    ],
    'tool-cap': [
      [{}, 'Call', { content: '{"where":"east","d', stopReason: 'max_tokens', tokens: 6 }],
      [{}, 'Text', {}],
    ],
    'stop-ignored': [
      [{}, 'Text', { content: 'one two three And so on.', tokens: 6 }],
      [{ value: ' 4' }, 'Text', { content: 'one two three 4', tokens: 4 }],
    ],
    // What it makes of an answer hangs on the request's own chance: here that of this one.
    vary: [[{}, 'Call', {}]],
    // This wire carries no schema that could be ignored.
    'schema-ignored': [[{}, 'Json', {}]],
    text: [
      [{ value: 'No.' }, 'Json', { content: 'No.' }],
      [{ value: ['N', 'o.'] }, 'Json', { content: 'No.' }],
    ],
  };

const goldens = {
  Json: { content: open, tool: null, stopReason: 'end_turn', tokens: 11 },
  Text: { content: 'one two three', tool: null, stopReason: 'end_turn', tokens: 4 },
  Call: { content: toolCalls[0]?.arguments, tool: 'look', stopReason: 'tool_use', tokens: 10 },
};

describe.each(ANSWER_FAULTS)('the answer fault %s', (answer) => {
  it.each(looks[answer])('%j on %s', async (fault, question, look) => {
    const { content, tool, stopReason, tokens } = { ...goldens[question], ...look };
    expect(await play(question, { answer, ...fault })).toEqual([content, tool, stopReason, tokens]);
  });
});

it('a tool call may appear where none was wanted', async () => {
  const { handle } = stage({ book, faults: [faultSchema.parse({ answer: 'tool' })] });
  const body = JSON.parse((await collect(await handle(converse(asking('Text')), patience()))).toString());
  expect(body.output.message.content[1]).toMatchObject({ toolUse: { name: 'some_other_tool', input: {} } });
});
