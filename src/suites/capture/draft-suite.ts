import { hash } from 'node:crypto';
import { hashCanonical } from '../../json/hash-canonical.ts';
import { buildRequest } from '../build-request.ts';
import { hashRequest } from '../hash-request.ts';
import { isJsonObject } from '../../json/json-value.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { generateDocument } from '../generate/generate-document.ts';
import type { LoadedReferences } from '../source/load-references.ts';
import { readImage } from '../source/read-reference.ts';
import { resolvePrompt } from '../source/resolve-prompt.ts';
import {
  suiteFileSchema,
  type ContentFile,
  type MessageFile,
  type PromptFile,
  type SuiteFile,
} from '../source/suite-file.ts';
import type { AskedRequest } from './stratum-of.ts';

/** A captured request, and what people find it by. */
export interface Captured {
  readonly request: AskedRequest;
  readonly tags: readonly string[];
}

/** A suite as its files would hold it. Paths are from the project root. */
export interface DraftSuite<Item extends Captured> {
  /** Null where no request could be written down. */
  readonly suite: SuiteFile | null;
  /** Schemas and pictures: text, or bytes. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** By prompt, in their order, each with the hash of what it asks. */
  readonly kept: readonly { readonly promptId: string; readonly requestHash: string; readonly item: Item }[];
  readonly leftOut: readonly { readonly item: Item; readonly why: string }[];
}

/**
 * Writes captured requests down as prompts. One that does not read back as the very request that it was is left out, with
 * the reason: a suite has one form of each tool, and no place for some of what clients send.
 */
export function draftSuite<Item extends Captured>(name: string, items: readonly Item[]): DraftSuite<Item> {
  const files = new Map<string, string | Uint8Array>();
  const tools: NonNullable<SuiteFile['tools']> = {};
  const prompts: PromptFile[] = [];
  const kept: DraftSuite<Item>['kept'][number][] = [];
  const leftOut: DraftSuite<Item>['leftOut'][number][] = [];
  const references = referencesIn(files);
  const digits = String(items.length).length;
  for (const item of items) {
    const promptId = `${name}-${String(prompts.length + 1).padStart(digits, '0')}`;
    const written = writePrompt(promptId, item, files);
    const clash = item.request.tools.find((tool) => {
      const known = tools[tool.name];
      return known !== undefined && hashTool(known) !== hashTool(tool);
    });
    if (clash !== undefined) {
      leftOut.push({ item, why: `its tool ${clash.name} is another than one of that name before` });
      continue;
    }
    const own = Object.fromEntries(item.request.tools.map((tool) => [tool.name, bodyOf(tool)]));
    const form = { archetype: name, tools: { ...tools, ...own }, prompts: [written] };
    const parsed = suiteFileSchema.safeParse(form);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const place = (issue?.path ?? []).filter((key) => key !== 'prompts' && key !== 0).join('.');
      leftOut.push({ item, why: `a suite file takes no such ${place}` });
      continue;
    }
    const around = { suite: name, archetype: name, tools: parsed.data.tools ?? {}, references };
    const requestHash = hashRequest(buildRequest(resolvePrompt(written, around), ''));
    if (requestHash !== hashRequest({ ...item.request, requestId: '' })) {
      leftOut.push({ item, why: 'a prompt of the same words asks something else' });
      continue;
    }
    Object.assign(tools, own);
    prompts.push(written);
    kept.push({ promptId, requestHash, item });
  }
  const used = new Set(prompts.flatMap(pathsOf));
  return {
    suite:
      prompts.length === 0
        ? null
        : { archetype: name, ...(Object.keys(tools).length === 0 ? {} : { tools }), prompts },
    files: new Map([...files].filter(([path]) => used.has(path))),
    kept,
    leftOut,
  };
}

/** The files as they will be read back. */
function referencesIn(files: ReadonlyMap<string, string | Uint8Array>): LoadedReferences {
  const absent = { reason: 'is not there', mend: null };
  return {
    image: (name) => readImage({ bytes: Buffer.from(files.get(name) ?? '') }),
    document: () => absent,
    generated: (spec) => {
      const text = generateDocument(spec);
      return { text, hash: hash('sha256', text) };
    },
    schema: (name) => {
      const read = parseStrict(String(files.get(name) ?? ''));
      const schema = read.ok && isJsonObject(read.value) ? read.value : null;
      return { schema, problems: [], unreadable: null };
    },
    schemas: new Map(),
  };
}

function hashTool({ description = '', parameters }: NonNullable<SuiteFile['tools']>[string]): string {
  return hashCanonical({ description, parameters });
}

function bodyOf({ description, parameters }: AskedRequest['tools'][number]) {
  return { ...(description !== '' && { description }), parameters };
}

function writePrompt(
  id: string,
  { request, tags }: Captured,
  files: Map<string, string | Uint8Array>,
): PromptFile {
  const { messages, output, tools, toolChoice, maxOutputTokens, temperature, topP, seed, stop } = request;
  return {
    id,
    tags: [...tags],
    messages: messages.map((message) => writeMessage(message, files)),
    ...(output.type === 'text'
      ? {}
      : { output: { schema: keepSchema(output.schema, files), name: output.name } }),
    ...(tools.length === 0 ? {} : { tools: tools.map(({ name }) => name) }),
    ...(toolChoice === null ? {} : { toolChoice }),
    ...(maxOutputTokens === null ? {} : { maxOutputTokens }),
    ...(temperature === null ? {} : { temperature }),
    ...(topP === null ? {} : { topP }),
    ...(seed === null ? {} : { seed }),
    ...(stop.length === 0 ? {} : { stop: [...stop] }),
  };
}

function writeMessage(
  message: AskedRequest['messages'][number],
  files: Map<string, string | Uint8Array>,
): MessageFile {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: textsOf(message.content) };
    case 'tool':
      return { role: 'tool', toolCallId: message.toolCallId, content: textsOf(message.content) };
    case 'assistant':
      return {
        role: 'assistant',
        ...(message.content.length === 0 ? {} : { content: textsOf(message.content) }),
        ...(message.toolCalls.length === 0
          ? {}
          : { toolCalls: message.toolCalls.map((call) => ({ ...call })) }),
      };
    case 'user': {
      const { content } = message;
      const texts = content.filter((part) => part.type === 'text');
      if (texts.length === content.length) return { role: 'user', content: textsOf(texts) };
      return {
        role: 'user',
        content: content.map((part) =>
          part.type === 'text' ? { text: part.text } : { image: keepImage(part, files) },
        ),
      };
    }
  }
}

function textsOf(
  parts: readonly { readonly text: string }[],
): Extract<ContentFile, string> | { text: string }[] {
  const [only, ...more] = parts;
  if (only === undefined) return '';
  return more.length === 0 ? only.text : parts.map(({ text }) => ({ text }));
}

function keepSchema(schema: object, files: Map<string, string | Uint8Array>): string {
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  const path = `suites/schemas/captured-${hash('sha256', text).slice(0, 12)}.json`;
  files.set(path, text);
  return path;
}

function keepImage(
  { data, format }: { readonly data: string; readonly format: string },
  files: Map<string, string | Uint8Array>,
): string {
  const path = `fixtures/images/captured-${hash('sha256', data).slice(0, 12)}.${format}`;
  files.set(path, Buffer.from(data, 'base64'));
  return path;
}

function pathsOf({ messages, output }: PromptFile): readonly string[] {
  const items = messages.flatMap(({ content }) =>
    content === undefined || typeof content === 'string' ? [] : content,
  );
  const images = items.flatMap((item) =>
    'image' in item && typeof item.image === 'string' ? item.image : [],
  );
  return [...images, ...(output === undefined ? [] : [output.schema])];
}
