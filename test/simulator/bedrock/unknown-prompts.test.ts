import { describe, expect, it } from 'vitest';
import { asking, collect, converse, other, patience, scout, stage } from '../stage.ts';

const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const tool = (name: string) => ({ toolSpec: { name, inputSchema: { json: schema } } });

async function ask(more: object, seat = other): Promise<unknown> {
  const { status, ...response } = await stage().handle(converse(asking('Hi', more), { seat }), patience());
  return { status, body: JSON.parse((await collect({ status, ...response })).toString()) };
}

const format = (text: string) => ({
  outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema: { schema: text } } } },
});

const answered = (content: unknown, stopReason: string) => ({
  status: 200,
  body: { output: { message: { content: [content] } }, stopReason },
});

describe('a Converse request that is not in the book', () => {
  it.each([
    [{ any: {} }, 'first'],
    [{ tool: { name: 'second' } }, 'second'],
  ])('gets the call that %o asks for', async (toolChoice, name) => {
    const config = { toolConfig: { tools: [tool('first'), tool('second')], toolChoice } };
    expect(await ask(config)).toMatchObject(
      answered({ toolUse: { name, input: { city: 'simulated' } } }, 'tool_use'),
    );
  });

  it('gets the call of the one tool there is, which is all that Llama can be asked for', async () => {
    expect(await ask({ toolConfig: { tools: [tool('only')] } }, scout)).toMatchObject(
      answered({ toolUse: { name: 'only', input: { city: 'simulated' } } }, 'tool_use'),
    );
    const forced = { toolConfig: { tools: [tool('only')], toolChoice: { any: {} } } };
    expect(await ask(forced, scout)).toEqual({
      status: 400,
      body: {
        message:
          "This model doesn't support the toolConfig.toolChoice.any field. Remove toolConfig.toolChoice.any and try again.",
      },
    });
  });

  it('ends before a stop sequence', async () => {
    expect(await ask({ inferenceConfig: { stopSequences: ['simulated'] } })).toMatchObject(
      answered({ text: 'Hello! I am a ' }, 'stop_sequence'),
    );
  });

  it('gets an instance of its schema, which is written as text', async () => {
    expect(await ask(format(JSON.stringify(schema)))).toMatchObject(
      answered({ text: '{"city":"simulated"}' }, 'end_turn'),
    );
    expect(await ask(format('{'))).toMatchObject({ status: 400 });
  });

  it('is told when the simulator has no arguments for the tool', async () => {
    const impossible = {
      toolSpec: { name: 'x', inputSchema: { json: { type: 'object', required: ['a'], not: {} } } },
    };
    expect(await ask({ toolConfig: { tools: [impossible] } })).toMatchObject({
      status: 400,
      body: {
        message: expect.stringContaining('The simulator cannot make an instance of the parameters of x'),
      },
    });
  });
});
