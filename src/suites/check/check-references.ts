import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
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
    if (!('image' in item) || item.image === undefined) return [];
    const read = references.image(item.image);
    return 'reason' in read ? [refuse([...path, index, 'image'], item.image, read)] : [];
  });
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
