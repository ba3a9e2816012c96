import type { JsonObject } from '../../contract/json-value.ts';
import type { GoldenPrompt } from '../../contract/prompt.ts';
import type { Message, Tool } from '../../contract/request.ts';
import type { Path } from '../../files/path.ts';
import { resolveContent, textsOnly, type References, type ReportReference } from './resolve-content.ts';
import type { MessageFile, PromptFile, SuiteFile } from './suite-file.ts';

export interface PromptSurroundings {
  readonly suite: string;
  readonly archetype: string;
  readonly tools: NonNullable<SuiteFile['tools']>;
  readonly references: References;
  /** The parsed schema of a path, or null when it was reported already. */
  readonly schema: (path: string) => JsonObject | null;
  readonly report: ReportReference;
}

function resolveMessage(message: MessageFile, path: Path, around: PromptSurroundings): Message {
  const parts = resolveContent(message.content, [...path, 'content'], around.references, around.report);
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

function resolveOutput(output: PromptFile['output'], around: PromptSurroundings): GoldenPrompt['output'] {
  if (output === undefined) return null;
  const schema = around.schema(output.schema);
  return schema === null ? null : { name: outputName(output), schema };
}

function resolveTools(names: readonly string[], around: PromptSurroundings): Tool[] {
  return names.flatMap((name) => {
    const tool = around.tools[name];
    return tool === undefined ? [] : [{ name, ...tool }];
  });
}

/** A prompt with its files in place. `path` is the prompt's own in the suite file. */
export function resolvePrompt(prompt: PromptFile, path: Path, around: PromptSurroundings): GoldenPrompt {
  return {
    id: prompt.id,
    suite: around.suite,
    archetype: around.archetype,
    tags: prompt.tags ?? [],
    messages: prompt.messages.map((message, index) =>
      resolveMessage(message, [...path, 'messages', index], around),
    ),
    output: resolveOutput(prompt.output, around),
    tools: resolveTools(prompt.tools ?? [], around),
    toolChoice: prompt.toolChoice ?? null,
    maxOutputTokens: prompt.maxOutputTokens ?? null,
    temperature: prompt.temperature ?? null,
    topP: prompt.topP ?? null,
    seed: prompt.seed ?? null,
    stop: prompt.stop ?? [],
    comparators: prompt.comparators ?? {},
    sentinels: prompt.sentinels ?? [],
  };
}
