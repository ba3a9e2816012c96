import type { Heard, Play } from './face.ts';
import { readText } from './read-text.ts';

type Followed = Pick<Play, 'text' | 'toolCalls' | 'finish' | 'stopString'>;

const LONGEST_COUNT = 200_000;

/** What a plain instruction asks for, as a model would do it; null where nothing of the kind was said. */
export function followInstruction(heard: Heard): Followed | null {
  const text = heard.messages.findLast(({ role }) => role === 'user')?.text ?? '';
  if (heard.jsonSchema !== null) return null;
  if (heard.tools.length > 0) return callForEach(text, heard);
  const answer = count(text) ?? readText(text);
  return answer === null ? null : { text: answer, toolCalls: [], finish: 'stop', stopString: null };
}

/** "Count from 1 to 9, with commas between the numbers." */
function count(text: string): string | null {
  const [, from, to] = /\bcount from (\d{1,6}) to (\d{1,6})\b/i.exec(text) ?? [];
  if (from === undefined || to === undefined) return null;
  const length = Math.min(LONGEST_COUNT, Number(to) - Number(from) + 1);
  const numbers = Array.from({ length: Math.max(0, length) }, (_, at) => Number(from) + at);
  return numbers.join(/\bcommas?\b/i.test(text) ? ', ' : '\n');
}

/** "… in each of these cities: Oslo, Rome? …", with one tool for it: a call each. */
function callForEach(text: string, { tools, toolChoice }: Heard): Followed | null {
  const [tool, second] = tools;
  const [, list] = /\beach of these [a-z]+: ([^?.:]+)[?.]/i.exec(text) ?? [];
  if (tool === undefined || second !== undefined || list === undefined || toolChoice === 'none') return null;
  const { properties } = tool.parameters;
  const [key] = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  if (key === undefined) return null;
  const toolCalls = list.split(',').map((item) => ({ name: tool.name, arguments: { [key]: item.trim() } }));
  return { text: '', toolCalls, finish: 'tool_calls', stopString: null };
}
