import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import type { DocumentSpec } from '../generate/document-spec.ts';
import { tokensBeyond } from '../generate/tokens-of.ts';
import type { LoadedReferences } from '../source/load-references.ts';
import type { Unusable } from '../source/read-reference.ts';
import type { MessageFile, PromptFile } from '../source/suite-file.ts';

function refuse(path: Path, file: string, { reason, mend }: Unusable): ProblemAt {
  return problemAt(path, `${file}: ${reason}`, { mend });
}

function checkContent(
  { content }: MessageFile,
  path: Path,
  references: LoadedReferences,
): readonly ProblemAt[] {
  if (content === undefined || typeof content === 'string') return [];
  return content.flatMap((item, index) => {
    if (item.document !== undefined) {
      const read = references.document(item.document);
      return 'reason' in read ? [refuse([...path, index, 'document'], item.document, read)] : [];
    }
    if (item.generate !== undefined) return checkLength(item.generate, [...path, index], references);
    if (!('image' in item) || item.image === undefined) return [];
    const read = references.image(item.image);
    return 'reason' in read ? [refuse([...path, index, 'image'], item.image, read)] : [];
  });
}

/** A document that is longer than it says is another one than was meant: a window that would hold it may not. */
function checkLength(spec: DocumentSpec, path: Path, references: LoadedReferences): readonly ProblemAt[] {
  const comesTo = tokensBeyond(spec, references.generated(spec).text);
  if (comesTo === null) return [];
  const message = `the facts do not fit: with them the document comes to ${comesTo} tokens, and ${spec.tokens} are asked for`;
  const mend = 'ask for more tokens, or plant fewer or shorter facts, and fewer of them at its end';
  return [problemAt([...path, 'generate', 'tokens'], message, { mend })];
}

/** The files that a prompt names and that cannot be used. What is wrong within a schema is told in its own file. */
export function checkReferences(
  prompt: PromptFile,
  path: Path,
  references: LoadedReferences,
): readonly ProblemAt[] {
  const schema = prompt.output?.schema;
  const unreadable = schema === undefined ? null : references.schema(schema).unreadable;
  return [
    ...prompt.messages.flatMap((message, index) =>
      checkContent(message, [...path, 'messages', index, 'content'], references),
    ),
    ...(schema === undefined || unreadable === null
      ? []
      : [refuse([...path, 'output', 'schema'], schema, unreadable)]),
  ];
}
