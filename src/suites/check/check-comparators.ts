import { CALLS_PLACE, formOf, isOfCalls, type Comparator } from '../../contract/suites/comparator.ts';
import type { Golden, GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { nearest } from '../../files/suggest.ts';
import { generalizePointer } from '../../json/pointer.ts';
import { whyNoTextPattern } from '../../json/text-pattern.ts';
import { checkKinds } from './check-comparator-kinds.ts';
import { listComparedPlaces, meetsCalls, valuesAt } from './compared-places.ts';
import { meetsSchema } from './schema-places.ts';

/**
 * A comparator that meets nothing compares nothing, and the run passes all the same: each must name a place of the
 * prompt's schema, of a tool's, or of its golden, with a value there that it can compare. `path` is the prompt's own in
 * the suite file.
 */
export function checkComparators(prompt: GoldenPrompt, golden: Golden | null, path: Path): ProblemAt[] {
  const values = valuesAt(prompt, golden);
  return Object.entries(prompt.comparators).flatMap(([pointer, comparator]) => {
    const at = [...path, 'comparators', pointer];
    const lost = isOfCalls(pointer)
      ? missesCalls(prompt, pointer, values)
      : missesOutput(prompt, pointer, values);
    if (lost !== null) return [problemAt(at, lost.message, { at: 'key', mend: lost.mend })];
    return [
      ...checkRules(prompt, comparator, at),
      ...checkKinds(comparator, values.get(pointer) ?? [], at, prompt.output === null && pointer === ''),
    ];
  });
}

interface Lost {
  readonly message: string;
  readonly mend: string;
}

type Values = ReturnType<typeof valuesAt>;

function missesOutput(prompt: GoldenPrompt, pointer: string, values: Values): Lost | null {
  if (pointer === '') return null;
  const { output } = prompt;
  if (output === null) {
    const mend = 'write "" to compare the whole text';
    return { message: `the comparator "${pointer}" meets nothing: the answers are plain text`, mend };
  }
  if (values.has(pointer) || values.has(generalizePointer(pointer))) return null;
  if (meetsSchema(output.schema, pointer)) return null;
  const meant = nearest(pointer, listComparedPlaces(prompt, values, false));
  return {
    message: `the comparator "${pointer}" meets nothing in the schema, nor in the golden`,
    mend: meant === null ? 'name a place of the output schema, or remove it' : `did you mean "${meant}"?`,
  };
}

function missesCalls(prompt: GoldenPrompt, pointer: string, values: Values): Lost | null {
  if (prompt.tools.length === 0) {
    const mend =
      prompt.output === null ? 'write "" to compare the whole text' : 'name a place of the output schema';
    return { message: `the comparator "${pointer}" meets nothing: the prompt offers no tools`, mend };
  }
  if (values.has(pointer) || values.has(generalizePointer(pointer)) || meetsCalls(prompt, pointer))
    return null;
  const meant = nearest(pointer, listComparedPlaces(prompt, values, true));
  return {
    message: `the comparator "${pointer}" meets no argument of the tools, nor of the golden's calls`,
    mend: meant === null ? `name an argument, as ${CALLS_PLACE}/*/arguments/id` : `did you mean "${meant}"?`,
  };
}

/** Rules that can hold for no answer at all. */
function checkRules(prompt: GoldenPrompt, comparator: Comparator, at: Path): ProblemAt[] {
  const form = formOf(comparator);
  if (typeof form === 'string') return [];
  const { regex, verbatimIn } = form;
  const found: ProblemAt[] = [];
  const why = regex === undefined ? null : whyNoTextPattern(regex);
  if (why !== null) {
    found.push(problemAt([...at, 'regex'], `${JSON.stringify(regex)} ${why.reason}`, { mend: why.mend }));
  }
  if (verbatimIn === 'document' && prompt.documents.length === 0) {
    const message = 'the messages of this prompt quote no document';
    const mend = 'add one to a message (document: path), or write verbatimIn: prompt';
    found.push(problemAt([...at, 'verbatimIn'], message, { mend }));
  }
  return found;
}
