import type { Dialect } from '../../contract/wires/dialect.ts';
import type { Face } from '../face.ts';
import { createFace } from './create-face.ts';
import { VLLM } from './rows-vllm.ts';
import type { SchemaField } from './parse-chat.ts';
import type { ErrorForm, ServerRow } from './server-row.ts';
import { vllmWords } from './words-vllm.ts';

const FORMS: Readonly<Record<Dialect['errorBody'], ErrorForm>> = {
  nested: 'nested',
  flat: 'flat',
  string: 'string',
  problem: 'problem',
  errors: 'errors',
  text: 'text',
};

const SCHEMA_FIELDS: Readonly<Record<Dialect['jsonSchemaField'], SchemaField>> = {
  response_format: 'response_format.json_schema',
  structured_outputs: 'structured_outputs.json',
  guided_json: 'guided_json',
  'nvext.guided_json': 'nvext.guided_json',
  'response_format.value': 'response_format.value',
};

/** A server known only by its row: the family's behaviour, with what the row says of it. */
export function faceForDialect(name: string, dialect: Dialect): Face {
  return createFace(rowForDialect(name, dialect));
}

function rowForDialect(name: string, dialect: Dialect): ServerRow {
  const { capabilities, basePath, version } = dialect;
  const words = vllmWords(FORMS[dialect.errorBody]);
  return {
    ...VLLM,
    name,
    basePath,
    refusals: words.refusals,
    errors: words.errors,
    streamErrorForm: dialect.errorBody === 'flat' ? 'flat' : 'nested',
    schemaFields: capabilities.jsonSchema ? [SCHEMA_FIELDS[dialect.jsonSchemaField]] : [],
    tools: capabilities.tools,
    toolChoices: capabilities.toolChoice.length > 0 ? 'words-and-names' : 'none',
    namedToolFinish: capabilities.namedToolFinish,
    requestIdHeaders: capabilities.requestId === 'none' ? [] : dialect.requestIdHeaders,
    streamUsage: streamUsageOf(dialect),
    done: capabilities.doneMarker,
    doneAfterError: capabilities.doneMarker,
    toolCallId: capabilities.toolCallIds ? 'call' : 'none',
    namesModel: capabilities.modelEcho,
    stopField: null,
    bodyExtra: {},
    messageExtra: {},
    usageExtra: {},
    aside: {
      [`${basePath}/models`]: 'models',
      '/health': 'health',
      ...(version === undefined ? {} : { [version.path]: 'version' }),
    },
    versionBody: version === undefined ? {} : { [version.key]: '1.0.0' },
    modelExtra: false,
    polling:
      dialect.asyncPolling === null ? null : { pathPrefix: pollingPath(dialect.asyncPolling.statusUrl) },
  };
}

function streamUsageOf({ capabilities, streamOptions }: Dialect): ServerRow['streamUsage'] {
  if (!capabilities.usageInStream) return 'never';
  return streamOptions ? 'when-asked' : 'always';
}

/** The path of a status URL up to its `{id}`. */
function pollingPath(statusUrl: string): string {
  const [before = ''] = statusUrl.split('{id}');
  return new URL(before, 'http://seat').pathname;
}
