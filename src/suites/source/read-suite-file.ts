import { visit } from 'yaml';
import type { Problem } from '../../contract/problem.ts';
import { explainIssues } from '../problems/explain-issue.ts';
import { openSource, problemAtOffset, type SourceText } from '../problems/problem-at.ts';
import { suiteFileSchema, type SuiteFile } from './suite-file.ts';

export interface ReadSuiteFile {
  readonly text: SourceText;
  readonly content: SuiteFile | null;
  readonly problems: readonly Problem[];
}

function syntaxProblems(text: SourceText): Problem[] {
  return text.document.errors.map((error) =>
    problemAtOffset(text, error.pos[0], {
      severity: 'error',
      message: `not valid YAML: ${error.message}`,
      mend: null,
      pointer: null,
    }),
  );
}

function firstAlias(text: SourceText): number {
  let offset = 0;
  visit(text.document, {
    Alias: (_key, node) => {
      offset = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Parses one suite file strictly. `content` is null when anything is wrong. */
export function readSuiteFile(file: string, source: string): ReadSuiteFile {
  const text = openSource(file, source);
  const syntax = syntaxProblems(text);
  if (syntax.length > 0) return { text, content: null, problems: syntax };
  let value: unknown;
  try {
    value = text.document.toJS();
  } catch (error) {
    // Unresolved or exploding aliases are found only on conversion.
    const message = `not valid YAML: ${error instanceof Error ? error.message : String(error)}`;
    const said = { severity: 'error', message, mend: null, pointer: null } as const;
    return { text, content: null, problems: [problemAtOffset(text, firstAlias(text), said)] };
  }
  const parsed = suiteFileSchema.safeParse(value);
  if (parsed.success) return { text, content: parsed.data, problems: [] };
  return { text, content: null, problems: explainIssues(text, parsed.error.issues) };
}
