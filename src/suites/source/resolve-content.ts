import type { ImagePart, TextPart } from '../../contract/exchanges/request.ts';
import type { DocumentSpec } from '../generate/document-spec.ts';
import type { ReadDocument, ReadImage } from './read-reference.ts';
import type { ContentFile } from './suite-file.ts';

/** `hash` is the SHA-256 of its text. */
export interface GeneratedDocument {
  readonly text: string;
  readonly hash: string;
}

export interface References {
  image(name: string): ReadImage;
  document(name: string): ReadDocument;
  /** The document that a spec stands for. */
  generated(spec: DocumentSpec): GeneratedDocument;
}

/** Neighbouring texts become one part, a blank line between them: some servers take one text a message only. */
function joinTexts(parts: readonly (TextPart | ImagePart)[]): (TextPart | ImagePart)[] {
  const joined: (TextPart | ImagePart)[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.type === 'text' && last?.type === 'text') {
      joined[joined.length - 1] = { type: 'text', text: `${last.text}\n\n${part.text}` };
    } else {
      joined.push(part);
    }
  }
  return joined;
}

/** A message's content with documents and images in place; one that cannot be used is left out. */
export function resolveContent(
  content: ContentFile | undefined,
  references: References,
): readonly (TextPart | ImagePart)[] {
  if (content === undefined || content === '') return [];
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  const parts = content.map((item): TextPart | ImagePart | null => {
    if (item.text !== undefined) return { type: 'text', text: item.text };
    if (item.generate !== undefined) return { type: 'text', text: references.generated(item.generate).text };
    if (item.document !== undefined) {
      const read = references.document(item.document);
      return 'text' in read ? { type: 'text', text: read.text } : null;
    }
    const read = references.image(item.image ?? '');
    return 'part' in read ? read.part : null;
  });
  return joinTexts(parts.filter((part) => part !== null));
}

export function textsOnly(parts: readonly (TextPart | ImagePart)[]): TextPart[] {
  return parts.filter((part) => part.type === 'text');
}
