import { hash } from 'node:crypto';
import { MAX_BYTES } from '../../files/read-bounded.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import type { DocumentSpec } from '../generate/document-spec.ts';
import { generateDocument } from '../generate/generate-document.ts';
import type { GeneratedDocument, References } from './resolve-content.ts';
import { loadSchemas, type LoadedSchema } from './load-schema.ts';
import {
  readDocument,
  readImage,
  readReference,
  type ReadDocument,
  type ReadImage,
} from './read-reference.ts';
import type { SuiteFile } from './suite-file.ts';

export interface LoadedReferences extends References {
  schema(name: string): LoadedSchema;
  readonly schemas: ReadonlyMap<string, LoadedSchema>;
}

interface Names {
  readonly images: Set<string>;
  readonly documents: Set<string>;
  readonly schemas: Set<string>;
}

function collectNames(files: readonly SuiteFile[]): Names {
  const names: Names = { images: new Set(), documents: new Set(), schemas: new Set() };
  for (const prompt of files.flatMap((file) => file.prompts)) {
    if (prompt.output !== undefined) names.schemas.add(prompt.output.schema);
    for (const { content } of prompt.messages) {
      if (content === undefined || typeof content === 'string') continue;
      for (const item of content) {
        if (item.document !== undefined) names.documents.add(item.document);
        if ('image' in item && item.image !== undefined) names.images.add(item.image);
      }
    }
  }
  return names;
}

async function loadEach<T>(
  names: ReadonlySet<string>,
  load: (name: string) => Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  return new Map(
    await Promise.all([...names].map(async (name): Promise<[string, T]> => [name, await load(name)])),
  );
}

/** Documents by their specs: prompts share them, and each is written once. */
function openGenerated(): (spec: DocumentSpec) => GeneratedDocument {
  const written = new Map<string, GeneratedDocument>();
  return (spec) => {
    const key = hashCanonical(spec);
    const known = written.get(key);
    if (known !== undefined) return known;
    const text = generateDocument(spec);
    const document = { text, hash: hash('sha256', text) };
    written.set(key, document);
    return document;
  };
}

const UNREAD = { reason: 'was not read', mend: null };

/** Reads every file that the suites name, each once. */
export async function loadReferences(root: string, files: readonly SuiteFile[]): Promise<LoadedReferences> {
  const names = collectNames(files);
  const read = (name: string, kind: 'image' | 'document' | 'schema') =>
    readReference(root, name, MAX_BYTES[kind]);
  const [images, documents, texts] = await Promise.all([
    loadEach<ReadImage>(names.images, async (name) => readImage(await read(name, 'image'))),
    loadEach<ReadDocument>(names.documents, async (name) => readDocument(await read(name, 'document'))),
    loadEach<ReadDocument>(names.schemas, async (name) => readDocument(await read(name, 'schema'))),
  ]);
  const schemas = await loadSchemas(texts);
  return {
    image: (name) => images.get(name) ?? UNREAD,
    document: (name) => documents.get(name) ?? UNREAD,
    generated: openGenerated(),
    schema: (name) => schemas.get(name) ?? { schema: null, problems: [], unreadable: UNREAD },
    schemas,
  };
}
