import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { suggest } from '../../files/suggest.ts';
import type { PromptFile, SuiteFile } from '../source/suite-file.ts';
import { checkConversation } from './check-conversation.ts';

type Tools = NonNullable<SuiteFile['tools']>;

/** A tool that the prompt does not offer: of another name, or one of the suite that it forgot. */
function unofferedTool(path: Path, name: string, offered: readonly string[], tools: Tools): ProblemAt {
  const mend = Object.hasOwn(tools, name)
    ? `add ${name} to the tools of this prompt`
    : suggest(name, offered);
  return problemAt(path, `this prompt offers no tool "${name}"`, { mend });
}

function checkTools(prompt: PromptFile, path: Path, tools: Tools): ProblemAt[] {
  const offered = prompt.tools ?? [];
  const inSuite = Object.keys(tools);
  const found = offered.flatMap((name, index) => {
    if (inSuite.includes(name)) return [];
    const mend = suggest(name, inSuite);
    return [problemAt([...path, 'tools', index], `this suite has no tool "${name}"`, { mend })];
  });
  prompt.messages.forEach((message, index) => {
    if (message.role !== 'assistant') return;
    message.toolCalls?.forEach((call, k) => {
      if (offered.includes(call.name)) return;
      const at = [...path, 'messages', index, 'toolCalls', k, 'name'];
      found.push(unofferedTool(at, call.name, offered, tools));
    });
  });
  return found;
}

function checkChoice(prompt: PromptFile, path: Path, tools: Tools): ProblemAt[] {
  const { toolChoice } = prompt;
  const offered = prompt.tools ?? [];
  if (toolChoice === undefined) return [];
  const at = [...path, 'toolChoice'];
  if (offered.length === 0) {
    return [problemAt(at, 'toolChoice without tools', { mend: 'add tools or remove toolChoice' })];
  }
  if (typeof toolChoice === 'string' || offered.includes(toolChoice.name)) return [];
  return [unofferedTool([...at, 'name'], toolChoice.name, offered, tools)];
}

/** What zod cannot see: order of messages, tools that do not exist, a prefix that is not the suite's. */
export function checkPrompt(prompt: PromptFile, path: Path, suite: string, tools: Tools): ProblemAt[] {
  const [prefix, slug] = prompt.id.split('/');
  const isForeign = slug !== undefined && prefix !== suite;
  const foreign = `id "${prompt.id}" does not begin with its suite's name`;
  return [
    ...(isForeign ? [problemAt([...path, 'id'], foreign, { mend: `write ${suite}/${slug}` })] : []),
    ...checkConversation(prompt.messages, [...path, 'messages']),
    ...checkTools(prompt, path, tools),
    ...checkChoice(prompt, path, tools),
  ];
}

/** Worth saying, and no reason to stop. `path` is the prompt's own in the suite file. */
export function warnOfPrompt(prompt: GoldenPrompt, path: Path): ProblemAt[] {
  const asked = prompt.messages.filter((message) => message.role === 'system' || message.role === 'user');
  const saysJson = (): boolean =>
    asked.some((message) =>
      message.content.some((part) => part.type === 'text' && /\bjson\b/iu.test(part.text)),
    );
  const warn = (message: string, mend: string): ProblemAt =>
    problemAt([...path, 'id'], `prompt "${prompt.id}" ${message}`, { severity: 'warning', mend });
  const found: ProblemAt[] = [];
  if (prompt.maxOutputTokens === null) {
    found.push(
      warn('has no maxOutputTokens', "set it: without it each provider's own default cuts the answer"),
    );
  }
  if (prompt.output !== null && !saysJson()) {
    found.push(
      warn(
        'wants JSON but does not say so in its text',
        'ask for JSON in a system or user message: not every target enforces a schema',
      ),
    );
  }
  return found;
}
