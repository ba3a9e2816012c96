import type { GoldenPrompt } from '../../contract/prompt.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { checkTools } from '../check/check-output-schema.ts';
import { checkPrompt, warnOfPrompt } from '../check/check-prompt.ts';
import type { LoadedReferences } from './load-references.ts';
import { resolvePrompt, type PromptSurroundings } from './resolve-prompt.ts';
import type { SuiteFile } from './suite-file.ts';

export interface ResolvedSuite {
  readonly prompts: readonly GoldenPrompt[];
  readonly problems: readonly ProblemAt[];
}

/** A parsed suite file with its references in place, and everything that is wrong with it. */
export async function resolveSuite(
  name: string,
  content: SuiteFile,
  references: LoadedReferences,
): Promise<ResolvedSuite> {
  const tools = content.tools ?? {};
  const problems: ProblemAt[] = [...(await checkTools(tools))];
  const report: PromptSurroundings['report'] = (path, file, { reason, mend }) =>
    problems.push(problemAt(path, `${file}: ${reason}`, { mend }));

  const prompts = content.prompts.map((prompt, index) => {
    const path: Path = ['prompts', index];
    problems.push(...checkPrompt(prompt, path, name, tools));
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
    problems.push(...warnOfPrompt(resolved, path));
    return resolved;
  });
  return { prompts, problems };
}
