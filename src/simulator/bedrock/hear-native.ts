import { createHash } from 'node:crypto';
import type { Heard, HeardMessage } from '../face.ts';
import type { GivenImage } from './check-images.ts';
import type { NativeBody } from './parse-native.ts';

/** One turn of the chat template of Llama 4: https://www.llama.com/docs/model-cards-and-prompt-formats/llama4/ */
const TURN = /<\|header_start\|>([a-z]+)<\|header_end\|>\n\n([^]*?)(?:<\|eot\|>|<\|eom\|>|$)/g;
const IMAGE_MARKER = '<|image|>';

const roles: Readonly<Record<string, HeardMessage['role']>> = {
  system: 'system',
  user: 'user',
  assistant: 'assistant',
  ipython: 'tool',
  tool: 'tool',
};

interface Turn {
  readonly role: HeardMessage['role'];
  readonly text: string;
}

/** The turns of a templated prompt; a prompt without template is one turn of the user. */
function readTurns(prompt: string): Turn[] {
  const turns = [...prompt.matchAll(TURN)].map(([, role = '', text = '']) => ({
    role: roles[role] ?? 'user',
    text,
  }));
  if (turns.length === 0) return [{ role: 'user', text: prompt }];
  const last = turns.at(-1);
  return last?.role === 'assistant' && last.text.trim() === '' ? turns.slice(0, -1) : turns;
}

export function nativeImagesOf(body: NativeBody): GivenImage[] {
  return (body.images ?? []).map((data) => ({ format: null, bytes: Buffer.from(data, 'base64') }));
}

/** Images belong to the turns that hold their markers; those without a marker, to the last turn of the user. */
function shareImages(turns: readonly Turn[], images: readonly string[]): HeardMessage[] {
  const lastUser = turns.findLastIndex((turn) => turn.role === 'user');
  let next = 0;
  return turns.map(({ role, text }, index) => {
    const marked = text.split(IMAGE_MARKER).length - 1;
    const own = index === lastUser ? images.slice(next) : images.slice(next, next + marked);
    next += own.length;
    return { role, text: text.replaceAll(IMAGE_MARKER, ''), images: own, toolCalls: [] };
  });
}

/** What a native body says. Its cap is 512 tokens unless given, so the prompt's own is not asked for. */
export function hearNative(body: NativeBody, modelId: string, stream: boolean): Heard {
  const images = nativeImagesOf(body).map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'));
  return {
    modelId,
    messages: shareImages(readTurns(body.prompt), images),
    maxOutputTokens: body.max_gen_len ?? null,
    stop: [],
    tools: [],
    toolChoice: null,
    jsonSchema: null,
    count: 1,
    topLogprobs: null,
    stream,
    usageInStream: true,
  };
}
