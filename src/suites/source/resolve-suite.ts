import type { Problem } from '../../contract/problem.ts';
import type { GoldenPrompt } from '../../contract/prompt.ts';
import type { Objection } from '../check/check-conversation.ts';
import { checkPrompt, warnOfPrompt } from '../check/check-prompt.ts';
import { checkTools } from '../check/check-tools.ts';
import type { LoadedReferences } from './load-references.ts';
import { problemAt, type Path, type SourceText } from '../problems/problem-at.ts';
import { resolvePrompt, type PromptSurroundings } from './resolve-prompt.ts';
import type { SuiteFile } from './suite-file.ts';

export interface ResolvedSuite {
  readonly prompts: readonly GoldenPrompt[];
  readonly problems: readonly Problem[];
}

/** A parsed suite file with its references in place, and everything that is wrong with it. */
export async function resolveSuite(
  name: string,
  text: SourceText,
  content: SuiteFile,
  references: LoadedReferences,
): Promise<ResolvedSuite> {
  const problems: Problem[] = [];
  const say = (severity: Problem['severity'], objections: readonly Objection[]): void => {
    for (const { place, message, mend } of objections) {
      problems.push(problemAt(text, place, message, mend, severity));
    }
  };
  const tools = content.tools ?? {};
  say('error', await checkTools(tools));
  const report: PromptSurroundings['report'] = (path, file, { reason, mend }) =>
    say('error', [{ place: { path }, message: `${file}: ${reason}`, mend }]);

  const prompts = content.prompts.map((prompt, index) => {
    const path: Path = ['prompts', index];
    say('error', checkPrompt(prompt, path, name, tools));
    const around: PromptSurroundings = {
      suite: name,
      archetype: content.archetype,
      tools,
      references,
      schema: (file) => {
        const loaded = references.schema(file);
        if (loaded.unreadable !== null) report([...path, 'output', 'schema'], file, loaded.unreadable);
        return loaded.schema;
      },
      report,
    };
    const resolved = resolvePrompt(prompt, path, around);
    say('warning', warnOfPrompt(resolved, path));
    return resolved;
  });
  return { prompts, problems };
}
