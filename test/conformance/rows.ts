import { DEFAULT_DEADLINES, DEFAULT_GUARDS } from '../../src/config/defaults.ts';
import type { Capabilities } from '../../src/contract/wires/capabilities.ts';
import type { Dialect } from '../../src/contract/wires/dialect.ts';
import type { CredentialNames, Credentials, ModelOffer, Target } from '../../src/contract/wires/target.ts';
import { DIALECTS } from '../../src/providers/openai-compatible/dialects.ts';
import { WIRES } from '../../src/providers/registry.ts';
import type { Seat } from '../../src/simulator/face.ts';
import { OCI_ACCOUNT } from '../oci-account.ts';

/** One adapter with one dialect: a row of the table of behaviours. */
export interface Row {
  readonly name: string;
  readonly wire: string;
  readonly face: string;
  readonly dialect: Dialect | null;
  readonly credentials: Credentials;
  readonly settings: Readonly<Record<string, string>>;
}

const ORIGIN = 'http://simulator.test';

const AWS: Credentials = {
  kind: 'aws-keys',
  accessKeyId: 'AKIATEST000000000000',
  secretAccessKey: 'test-secret',
  sessionToken: null,
};

const bedrock = { face: 'bedrock', dialect: null, credentials: AWS, settings: {} } as const;

export const ROWS: readonly Row[] = [
  { name: 'bedrock-converse', wire: 'bedrock-converse', ...bedrock },
  { name: 'bedrock-invoke-llama', wire: 'bedrock-invoke-llama', ...bedrock },
  {
    name: 'watsonx',
    wire: 'watsonx-chat',
    face: 'watsonx',
    dialect: null,
    credentials: { kind: 'ibm-api-key', apiKey: 'test-api-key' },
    settings: { version: '2026-08-05', project_id: 'test-project' },
  },
  {
    name: 'oci-genai',
    wire: 'oci-genai-chat',
    face: 'oci-genai',
    dialect: null,
    credentials: OCI_ACCOUNT,
    settings: { compartment_id: 'ocid1.compartment.oc1..test' },
  },
  ...Object.entries(DIALECTS).map(([name, dialect]): Row => ({
    name,
    wire: 'openai-chat',
    face: name,
    dialect,
    credentials: dialect.auth === 'none' ? { kind: 'none' } : { kind: 'bearer', token: 'test-token' },
    settings: {},
  })),
];

const MODEL_IDS: Readonly<Record<string, string>> = {
  bedrock: 'us.meta.llama4-scout-17b-instruct-v1:0',
  watsonx: 'meta-llama/llama-4-scout-17b-16e-instruct',
  'oci-genai': 'meta.llama-4-scout-17b-16e-instruct',
};

export function modelIdOf(row: Row): string {
  return MODEL_IDS[row.face] ?? 'meta-llama/Llama-4-Scout-17B-16E-Instruct';
}

export function seatOf(row: Row, changes: Partial<Seat> = {}): Seat {
  return {
    id: row.name,
    face: row.face,
    dialect: row.dialect,
    modelId: modelIdOf(row),
    contextTokens: null,
    maxOutputTokens: null,
    maxImages: 4,
    filters: false,
    credentials: row.credentials,
    region: 'us-east-1',
    settings: row.settings,
    ...changes,
  };
}

/** The names do not matter: the credentials' values are given beside them. */
const NO_NAMES: CredentialNames = { kind: 'none' };

export function targetOf(row: Row): Target {
  const baseUrl = `${ORIGIN}/${row.name}`;
  const model: ModelOffer = {
    id: 'llama-4-scout',
    providerModelId: modelIdOf(row),
    aliases: [],
    contextTokens: null,
    maxOutputTokens: null,
    images: null,
  };
  return {
    id: row.name,
    provider: row.dialect === null ? row.face : 'openai-compatible',
    wire: row.wire,
    server: row.dialect === null ? null : row.face,
    dialect: withPollingAt(baseUrl, row.dialect),
    region: 'us-east-1',
    baseUrl,
    model,
    capabilities: capabilitiesOf(row),
    credentials: NO_NAMES,
    headers: {},
    settings: { ...row.settings, iam_url: baseUrl },
    concurrency: 1,
    quota: { id: row.name, requestsPerMinute: null, tokensPerMinute: null },
    deadlines: DEFAULT_DEADLINES,
    guards: DEFAULT_GUARDS,
    maxRetries: 0,
  };
}

export function capabilitiesOf(row: Row): Capabilities {
  const capabilities = row.dialect?.capabilities ?? WIRES[row.wire]?.capabilities ?? null;
  if (capabilities === null) throw new Error(`no capabilities for ${row.name}`);
  return capabilities;
}

function withPollingAt(baseUrl: string, dialect: Dialect | null): Dialect | null {
  const polling = dialect?.asyncPolling ?? null;
  if (dialect === null || polling === null) return dialect;
  const path = polling.statusUrl.replace(/^https:\/\/[^/]+/, '');
  return { ...dialect, asyncPolling: { ...polling, statusUrl: baseUrl + path } };
}
