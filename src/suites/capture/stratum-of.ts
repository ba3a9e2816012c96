import { hash } from 'node:crypto';
import type { CanonicalRequest, Message } from '../../contract/exchanges/request.ts';
import { estimateInputTokens } from '../estimate-tokens.ts';

/** A request without the id that each asking has. */
export type AskedRequest = Omit<CanonicalRequest, 'requestId'>;

/** What a sample of live requests is to be like. */
export interface Stratum {
  /** Which work it is: what its sender says to every request of this kind, the tools and the schema that go with it. */
  readonly work: string;
  /** Input tokens as estimated, up to. */
  readonly length: (typeof LENGTHS)[number] | 'more';
  readonly images: boolean;
  /** Whether tools are offered, and whether one has answered before. */
  readonly tools: 'none' | 'offered' | 'answered';
  readonly json: boolean;
  /** The script of most of its letters: what can be told of a language without a model. */
  readonly script: string;
}

const LENGTHS = ['256', '1024', '4096', '16384', '65536'] as const;
const SCRIPTS = [
  'Latin',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Cyrillic',
  'Arabic',
  'Devanagari',
  'Hebrew',
  'Greek',
  'Thai',
  'Bengali',
  'Tamil',
] as const;
const LETTERS = SCRIPTS.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'gu')] as const);
/** Enough to tell a script by. */
const MOST_LOOKED_AT = 4_000;

export function stratumOf(request: AskedRequest): Stratum {
  const { messages, tools, output } = request;
  const tokens = estimateInputTokens({ ...request, requestId: '' });
  const isAnswered = messages.some(({ role }) => role === 'tool');
  return {
    work: workOf(request),
    length: LENGTHS.find((most) => tokens <= Number(most)) ?? 'more',
    images: messages.some(({ content }) => content.some(({ type }) => type === 'image')),
    tools: isAnswered ? 'answered' : tools.length > 0 ? 'offered' : 'none',
    json: output.type === 'json',
    script: scriptOf(textOf(messages.filter(({ role }) => role === 'user'))),
  };
}

/** As one word. */
export function spellStratum({ work, length, images, tools, json, script }: Stratum): string {
  return [work, length, images ? 'images' : 'text', `tools-${tools}`, json ? 'json' : 'prose', script].join(
    ' ',
  );
}

/** By which people find its prompts. */
export function tagsOf({ work, length, images, tools, json, script }: Stratum): readonly string[] {
  return [
    `work-${work}`,
    `tokens-${length}`,
    `script-${script.toLowerCase()}`,
    ...(images ? ['images'] : []),
    ...(tools === 'none' ? [] : [`tools-${tools}`]),
    ...(json ? ['json'] : []),
  ];
}

/** Of requests of which one stands for all: they differ in digits, case and spaces alone. */
export function likenessOf({ messages, tools, output }: AskedRequest): string {
  const words = messages.map(({ role, content }) => [
    role,
    content.map((part) => (part.type === 'text' ? folded(part.text) : part.data)),
  ]);
  return hash('sha256', JSON.stringify([words, tools, output]));
}

function workOf({ messages, tools, output }: AskedRequest): string {
  const instructions = folded(textOf(messages.filter(({ role }) => role === 'system')));
  const schema = output.type === 'json' ? output.schema : null;
  const names = tools.map(({ name }) => name).toSorted();
  return hash('sha256', JSON.stringify([instructions, names, schema])).slice(0, 8);
}

/** Without what differs from one request to the next of a kind: a date, a number, spaces. */
function folded(text: string): string {
  return text.toLowerCase().replaceAll(/\d+/g, '0').replaceAll(/\s+/g, ' ').trim();
}

function textOf(messages: readonly Message[]): string {
  const parts = messages.flatMap(({ content }) => [...content]);
  return parts.flatMap((part) => (part.type === 'text' ? part.text : [])).join('\n');
}

function scriptOf(text: string): string {
  const looked = text.slice(0, MOST_LOOKED_AT);
  const counts = LETTERS.map(([script, letters]) => ({ script, count: looked.match(letters)?.length ?? 0 }));
  const most = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return most.count === 0 ? 'none' : most.script;
}
