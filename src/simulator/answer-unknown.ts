import type { JsonObject } from '../contract/json-value.ts';
import { isJsonObject } from '../json/json-value.ts';
import type { Heard, Play } from './face.ts';
import { accepts } from './instances/accepts.ts';
import { followInstruction } from './follow-instruction.ts';
import { instanceOf } from './instances/instance-of.ts';

export type Spoken = Pick<Play, 'text' | 'toolCalls' | 'finish' | 'stopString'>;

/** What is said to a conversation that is in no book, or why it cannot be. */
type Improvised =
  { readonly type: 'answer'; readonly answer: Spoken } | { readonly type: 'unable'; readonly reason: string };

export const PROSE =
  'Hello! I am a simulated model. This conversation is not in my book, so this short text is all I can say.';

/** An object that nobody gave a shape says what it is. */
const SIMULATED = { simulated: true };

/**
 * As much of an answer as the request decides: what a plain instruction asks for, a call of the tool that it forces, an instance of the schema that it
 * sets, else prose.
 */
export function answerUnknown(heard: Heard): Improvised {
  const followed = followInstruction(heard);
  if (followed !== null) return { type: 'answer', answer: followed };
  const tool = toolToCall(heard);
  if (tool !== null) return callTool(tool);
  if (heard.jsonSchema !== null) return writeJson(heard.jsonSchema);
  return say(PROSE);
}

/**
 * The tool that must be called. One that alone is offered is called too, once to each message of the user: where a
 * wire forces no tool, clients ask so for a structured answer. Among several, prose is the model's choice, for nobody
 * wants them called at random.
 */
function toolToCall({ toolChoice, tools, messages }: Heard): Heard['tools'][number] | null {
  const [first = null, second] = tools;
  if (typeof toolChoice === 'object' && toolChoice !== null) {
    return tools.find(({ name }) => name === toolChoice.name) ?? null;
  }
  if (toolChoice === 'required') return first;
  const asked = messages.at(-1)?.role === 'user';
  return toolChoice !== 'none' && asked && second === undefined ? first : null;
}

function callTool({ name, parameters }: Heard['tools'][number]): Improvised {
  const instance = instanceOf(parameters);
  if (!instance.ok) return unable(`the parameters of ${name}`, instance.reason);
  // A tool without parameters has a schema that says nothing, not even that it is an object.
  const value = isJsonObject(instance.value) ? instance.value : {};
  const toolCalls = [{ name, arguments: value }];
  return { type: 'answer', answer: { text: '', toolCalls, finish: 'tool_calls', stopString: null } };
}

function writeJson(schema: JsonObject): Improvised {
  const instance = instanceOf(schema);
  if (!instance.ok) return unable('the schema of the answer', instance.reason);
  const { value } = instance;
  const empty = isJsonObject(value) && Object.keys(value).length === 0;
  return say(JSON.stringify(empty && accepts(schema, SIMULATED, schema) ? SIMULATED : value));
}

function say(text: string): Improvised {
  return { type: 'answer', answer: { text, toolCalls: [], finish: 'stop', stopString: null } };
}

function unable(what: string, reason: string): Improvised {
  return { type: 'unable', reason: `The simulator cannot make an instance of ${what}: ${reason}.` };
}
