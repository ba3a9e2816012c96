import type { GoldenPrompt } from '../../contract/prompt.ts';
import { didYouMean } from '../problems/did-you-mean.ts';
import { checkConversation, type Objection } from './check-conversation.ts';
import type { Path } from '../problems/problem-at.ts';
import type { PromptFile, SuiteFile } from '../source/suite-file.ts';

function unknownTool(
  place: Objection['place'],
  name: string,
  known: readonly string[],
  where: string,
): Objection {
  const meant = didYouMean(name, known);
  return {
    place,
    message: `unknown tool "${name}"`,
    mend: meant === null ? `${where}: ${known.join(', ') || 'none'}` : `did you mean "${meant}"?`,
  };
}

function toolObjections(prompt: PromptFile, path: Path, tools: NonNullable<SuiteFile['tools']>): Objection[] {
  const offered = prompt.tools ?? [];
  const inSuite = Object.keys(tools);
  const found = offered.flatMap((name, index) =>
    inSuite.includes(name)
      ? []
      : [unknownTool({ path: [...path, 'tools', index] }, name, inSuite, "this suite's tools")],
  );
  prompt.messages.forEach((message, index) => {
    if (message.role !== 'assistant') return;
    message.toolCalls?.forEach((call, k) => {
      if (offered.includes(call.name)) return;
      const place = { path: [...path, 'messages', index, 'toolCalls', k, 'name'] };
      found.push(unknownTool(place, call.name, offered, "this prompt's tools"));
    });
  });
  return found;
}

function choiceObjections(prompt: PromptFile, path: Path): Objection[] {
  const { toolChoice } = prompt;
  const offered = prompt.tools ?? [];
  if (toolChoice === undefined) return [];
  const place = { path: [...path, 'toolChoice'] };
  if (offered.length === 0) {
    return [{ place, message: 'toolChoice without tools', mend: 'add tools or remove toolChoice' }];
  }
  if (typeof toolChoice === 'string' || offered.includes(toolChoice.name)) return [];
  return [unknownTool({ path: [...place.path, 'name'] }, toolChoice.name, offered, "this prompt's tools")];
}

/** What zod cannot see: order of messages, tools that do not exist, a prefix that is not the suite's. */
export function checkPrompt(
  prompt: PromptFile,
  path: Path,
  suite: string,
  tools: NonNullable<SuiteFile['tools']>,
): Objection[] {
  const [prefix, slug] = prompt.id.split('/');
  const foreign = slug !== undefined && prefix !== suite;
  return [
    ...(foreign
      ? [
          {
            place: { path: [...path, 'id'] },
            message: `id "${prompt.id}" does not begin with its suite's name`,
            mend: `write ${suite}/${slug}`,
          },
        ]
      : []),
    ...checkConversation(prompt.messages, [...path, 'messages']),
    ...toolObjections(prompt, path, tools),
    ...choiceObjections(prompt, path),
  ];
}

/** Worth saying, and no reason to stop. `path` is the prompt's own in the suite file. */
export function warnOfPrompt(prompt: GoldenPrompt, path: Path): Objection[] {
  const asked = prompt.messages.filter((message) => message.role === 'system' || message.role === 'user');
  const saysJson = asked.some((message) =>
    message.content.some((part) => part.type === 'text' && /\bjson\b/iu.test(part.text)),
  );
  const place = { path: [...path, 'id'] };
  const found: Objection[] = [];
  if (prompt.maxOutputTokens === null) {
    found.push({
      place,
      message: `prompt "${prompt.id}" has no maxOutputTokens`,
      mend: "set it: without it each provider's own default cuts the answer",
    });
  }
  if (prompt.output !== null && !saysJson) {
    found.push({
      place,
      message: `prompt "${prompt.id}" wants JSON but does not say so in its text`,
      mend: 'ask for JSON in a system or user message: not every target enforces a schema',
    });
  }
  return found;
}
