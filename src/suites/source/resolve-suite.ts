import type { JsonValue } from '../../contract/json-value.ts';
import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { Path } from '../../files/path.ts';
import type { ProblemAt } from '../../files/problem-at.ts';
import { checkTools } from '../check/check-output-schema.ts';
import { checkPrompt, warnOfPrompt } from '../check/check-prompt.ts';
import { checkReferences } from '../check/check-references.ts';
import { hashedContent } from './hashed-content.ts';
import type { LoadedReferences } from './load-references.ts';
import { resolvePrompt } from './resolve-prompt.ts';
import type { SuiteFile } from './suite-file.ts';

export interface ResolvedSuite {
  readonly prompts: readonly GoldenPrompt[];
  /** What of them the suite's hash is made of. */
  readonly hashed: readonly JsonValue[];
  readonly problems: readonly ProblemAt[];
}

/** A parsed suite file with its references in place, and everything that is wrong with it. */
export async function resolveSuite(
  name: string,
  content: SuiteFile,
  references: LoadedReferences,
): Promise<ResolvedSuite> {
  const tools = content.tools ?? {};
  const around = { suite: name, archetype: content.archetype, tools, references };
  const prompts = content.prompts.map((prompt, index) => {
    const path: Path = ['prompts', index];
    const resolved = resolvePrompt(prompt, around);
    const problems = [
      ...checkPrompt(prompt, path, name, tools),
      ...checkReferences(prompt, path, references),
      ...warnOfPrompt(resolved, path),
    ];
    return { resolved, hashed: hashedContent(resolved, prompt, references), problems };
  });
  return {
    prompts: prompts.map(({ resolved }) => resolved),
    hashed: prompts.map(({ hashed }) => hashed),
    problems: [...(await checkTools(tools)), ...prompts.flatMap(({ problems }) => problems)],
  };
}
