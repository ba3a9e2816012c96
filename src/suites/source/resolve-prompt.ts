import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { Message, Tool } from '../../contract/exchanges/request.ts';
import type { LoadedReferences } from './load-references.ts';
import { resolveContent, textsOnly } from './resolve-content.ts';
import type { MessageFile, PromptFile, SuiteFile } from './suite-file.ts';

export interface PromptSurroundings {
  readonly suite: string;
  readonly archetype: string;
  readonly tools: NonNullable<SuiteFile['tools']>;
  readonly references: LoadedReferences;
}

function resolveMessage(message: MessageFile, references: LoadedReferences): Message {
  const parts = resolveContent(message.content, references);
  switch (message.role) {
    case 'system':
      return { role: 'system', content: textsOnly(parts) };
    case 'user':
      return { role: 'user', content: parts };
    case 'assistant':
      return { role: 'assistant', content: textsOnly(parts), toolCalls: message.toolCalls ?? [] };
    case 'tool':
      return { role: 'tool', toolCallId: message.toolCallId, content: textsOnly(parts) };
  }
}

/** The wire's name of a schema: what the file says, else the schema file's own name. */
function outputName(output: NonNullable<PromptFile['output']>): string {
  const base = output.schema.split('/').at(-1) ?? '';
  return (
    output.name ??
    base
      .replace(/\.json$/u, '')
      .replaceAll(/[^A-Za-z0-9_-]/gu, '_')
      .slice(0, 64)
  );
}

function resolveOutput(output: PromptFile['output'], references: LoadedReferences): GoldenPrompt['output'] {
  if (output === undefined) return null;
  const { schema } = references.schema(output.schema);
  return schema === null ? null : { name: outputName(output), schema };
}

function resolveTools(names: readonly string[], around: PromptSurroundings): Tool[] {
  return names.flatMap((name) => {
    const tool = around.tools[name];
    return tool === undefined ? [] : [{ name, ...tool, description: tool.description ?? '' }];
  });
}

/** The texts of the documents that messages quote. */
function documentsOf(messages: readonly MessageFile[], references: LoadedReferences): readonly string[] {
  const items = messages.flatMap(({ content }) =>
    content === undefined || typeof content === 'string' ? [] : content,
  );
  return items.flatMap(({ document, generate }) => {
    if (generate !== undefined) return [references.generated(generate).text];
    const read = document === undefined ? null : references.document(document);
    return read !== null && 'text' in read ? [read.text] : [];
  });
}

/** A prompt with its files in place; those that cannot be used are left out. */
export function resolvePrompt(prompt: PromptFile, around: PromptSurroundings): GoldenPrompt {
  return {
    id: prompt.id,
    suite: around.suite,
    archetype: around.archetype,
    tags: prompt.tags ?? [],
    messages: prompt.messages.map((message) => resolveMessage(message, around.references)),
    output: resolveOutput(prompt.output, around.references),
    tools: resolveTools(prompt.tools ?? [], around),
    toolChoice: prompt.toolChoice ?? null,
    maxOutputTokens: prompt.maxOutputTokens ?? null,
    temperature: prompt.temperature ?? null,
    topP: prompt.topP ?? null,
    seed: prompt.seed ?? null,
    stop: prompt.stop ?? [],
    comparators: prompt.comparators ?? {},
    facts: prompt.facts ?? [],
    notFacts: prompt.notFacts ?? [],
    sentinels: prompt.sentinels ?? [],
    documents: documentsOf(prompt.messages, around.references),
    accepts: prompt.accepts ?? [],
  };
}
