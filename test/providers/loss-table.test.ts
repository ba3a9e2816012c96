import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../../src/contract/wires/capabilities.ts';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import type { CanonicalRequest } from '../../src/contract/exchanges/request.ts';
import { planLosses } from '../../src/providers/loss-table.ts';
import { ALL } from './decoding.ts';
import { ask } from '../ask.ts';

const TOOLS = [{ name: 'now', description: 'The time', parameters: { type: 'object' } }];
const FULL: CanonicalRequest = ask({
  topP: 0.9,
  seed: 1,
  stop: ['END'],
  tools: TOOLS,
  toolChoice: 'required',
  output: { type: 'json', name: 'x', schema: { type: 'object' } },
  messages: [
    { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
    { role: 'assistant', content: [], toolCalls: [{ id: 'a', name: 'now', arguments: {} }] },
    { role: 'tool', toolCallId: 'a', content: [{ type: 'text', text: '12:00' }] },
  ],
});

interface Row {
  readonly lacks: Partial<Capabilities>;
  readonly fields: readonly string[];
  readonly left: Partial<CanonicalRequest>;
  readonly mode?: Mode;
}

const ROWS: readonly Row[] = [
  { lacks: { seed: false }, fields: ['seed'], left: { seed: null } },
  { lacks: { topP: false }, fields: ['topP'], left: { topP: null } },
  { lacks: { stop: false }, fields: ['stop'], left: { stop: [] } },
  { lacks: { jsonSchema: false }, fields: ['output.schema'], left: { output: { type: 'text' } } },
  { lacks: { schemaWithTools: false }, fields: ['output.schema'], left: { output: { type: 'text' } } },
  { lacks: { toolChoice: ['auto'] }, fields: ['toolChoice'], left: { toolChoice: null } },
  {
    lacks: { tools: 'none' },
    fields: ['tools', 'messages.toolCalls'],
    left: {
      tools: [],
      messages: FULL.messages.map((message) =>
        message.role === 'assistant' ? { ...message, toolCalls: [] } : message,
      ),
    },
  },
];

describe('what a target cannot carry', () => {
  it('is nothing where it can do all', () => {
    expect(planLosses(FULL, ALL, 'stream')).toEqual({ servedAs: 'stream', losses: [], request: FULL });
  });

  it.each(ROWS)('is left out and declared: $fields', ({ lacks, fields, left }) => {
    const plan = planLosses(FULL, { ...ALL, ...lacks }, 'send');
    expect(plan.losses.map(({ field }) => field)).toEqual(fields);
    expect(plan.losses.every(({ action, reason }) => action === 'dropped' && reason !== '')).toBe(true);
    expect(plan.request).toEqual({ ...FULL, ...left });
    expect(plan.servedAs).toBe('send');
  });

  it.each(ROWS)('is no loss where it was not asked for: $fields', ({ lacks }) => {
    expect(planLosses(ask({}), { ...ALL, ...lacks }, 'stream').losses).toEqual([]);
  });

  it('is sent without streaming where tools are served only so, and says that', () => {
    const plan = planLosses(FULL, { ...ALL, tools: 'send' }, 'stream');
    expect(plan).toMatchObject({
      servedAs: 'send',
      losses: [{ field: 'mode', action: 'downgraded' }],
      request: FULL,
    });
    expect(planLosses(FULL, { ...ALL, tools: 'send' }, 'send').losses).toEqual([]);
    expect(planLosses(ask({}), { ...ALL, tools: 'send' }, 'stream').servedAs).toBe('stream');
  });

  it('tells a named tool choice from the others', () => {
    const named = { ...FULL, toolChoice: { name: 'now' } };
    const fields = planLosses(named, { ...ALL, toolChoice: ['required'] }, 'send').losses.map(
      ({ field }) => field,
    );
    expect(fields).toEqual(['toolChoice']);
    expect(planLosses(named, { ...ALL, toolChoice: ['named'] }, 'send').losses).toEqual([]);
  });

  it('never touches the cap or the temperature', () => {
    const asked = ask({ maxOutputTokens: 1_000_000, temperature: 2 });
    const least: Capabilities = {
      ...ALL,
      tools: 'none',
      toolChoice: [],
      seed: false,
      topP: false,
      stop: false,
    };
    expect(planLosses(asked, least, 'send').request).toEqual(asked);
  });
});
