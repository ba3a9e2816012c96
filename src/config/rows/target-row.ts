import { z } from 'zod';
import { dialectSchema } from '../../contract/wires/dialect.ts';
import { limitKeys, quotaSchema } from './limits-row.ts';
import { capabilitiesOverrideSchema } from './model-row.ts';
import { envNameSchema, idSchema, regionSchema, settingSchema, urlSchema } from './names.ts';

const CREDENTIAL_FORMS =
  'must be one of: none | aws-default-chain | { bearer: ENV_NAME } | { apiKey: ENV_NAME } | ' +
  '{ accessKeyId: ENV_NAME, secretAccessKey: ENV_NAME, sessionToken: ENV_NAME (optional) } | ' +
  '{ tenancy: ENV_NAME, user: ENV_NAME, fingerprint: ENV_NAME, privateKey: ENV_NAME, passphrase: ENV_NAME (optional) } | ' +
  'oci-profile | { ociProfile: its name in the configuration file of OCI }';

/** As it stands in brackets in ~/.oci/config. */
const ociProfileSchema = z
  .string()
  .regex(/^[\w.@-]{1,100}$/, 'must be the name of a profile: letters, digits, and . _ @ -');

/** Only names stand in a configuration, of environment variables or of a profile; never values. */
const credentialsSchema = z
  .union(
    [
      z.literal('none'),
      z.literal('aws-default-chain'),
      z.strictObject({ bearer: envNameSchema }),
      z.strictObject({ apiKey: envNameSchema }),
      z.strictObject({
        accessKeyId: envNameSchema,
        secretAccessKey: envNameSchema,
        sessionToken: envNameSchema.exactOptional(),
      }),
      z.strictObject({
        tenancy: envNameSchema,
        user: envNameSchema,
        fingerprint: envNameSchema,
        privateKey: envNameSchema,
        passphrase: envNameSchema.exactOptional(),
      }),
      z.literal('oci-profile'),
      z.strictObject({ ociProfile: ociProfileSchema }),
    ],
    { error: CREDENTIAL_FORMS },
  )
  .describe(
    'Names of environment variables: { bearer }, { apiKey } (IBM), { accessKeyId, secretAccessKey, sessionToken }, { tenancy, user, fingerprint, privateKey, passphrase } (OCI); or oci-profile, or { ociProfile } with the name of one; or none, or aws-default-chain.',
  );

const headersSchema = z
  .record(
    z.string(),
    z.union([z.string(), z.strictObject({ env: envNameSchema })], {
      error: 'must be text, or { env: ENV_NAME } where it is a secret',
    }),
  )
  .describe(
    "Headers that a gateway wants, beside the wire's own, by name: plain text, or { env: ENV_NAME } whose whole value is a secret. " +
      'They go with every request of a call, are part of a signature of AWS, and do not go with a token exchange.',
  );

/** A whole dialect, or what differs from a known one. Completeness is judged after `extends` is applied. */
export const serverSchema = dialectSchema
  .unwrap()
  .partial()
  .extend({
    baseUrl: urlSchema.exactOptional().describe('Where it answers; else each target says where.'),
    extends: z.string().exactOptional().describe('A known server whose row this one starts from.'),
    capabilities: capabilitiesOverrideSchema.exactOptional(),
  })
  .describe(
    'How an OpenAI-compatible server differs from the family: a full row, or extends and differences.',
  );

/** Provider x model x region. */
export const targetSchema = z
  .strictObject({
    id: idSchema.describe('Its name, as --target takes it.'),
    provider: z
      .string()
      .meta({ examples: ['bedrock', 'watsonx', 'oci-genai', 'openai-compatible'] })
      .describe('bedrock, watsonx, oci-genai or openai-compatible.'),
    wire: z
      .string()
      .exactOptional()
      .describe("Where a provider has several: bedrock's converse (default) or invoke-llama."),
    server: z
      .union([idSchema, serverSchema])
      .exactOptional()
      .describe('For openai-compatible: a known server, a name from servers:, or a row in place.'),
    model: z.string().describe('A model of this file.'),
    modelId: z.string().min(1).exactOptional().describe("Instead of the id in the model's offer."),
    region: regionSchema.exactOptional().describe('Part of the host name, and of AWS signatures.'),
    baseUrl: urlSchema.exactOptional().describe("Scheme and host. The server's own path (/v1) is added."),
    credentials: credentialsSchema,
    headers: headersSchema.exactOptional(),
    settings: z
      .record(
        z.string(),
        settingSchema.describe(
          'Plain text, or ${NAME} as the whole value: read from the environment when live.',
        ),
      )
      .exactOptional()
      .describe(
        'Provider settings: version, project_id or space_id, iam_url; compartment_id, endpoint_id. ${NAME} is read from the environment when live.',
      ),
    ...limitKeys,
    quota: quotaSchema.exactOptional(),
    capabilities: z
      .union([
        z
          .string()
          .min(1)
          .describe(
            'A file that probe wrote of this endpoint; a relative path begins at the folder of this file.',
          ),
        capabilitiesOverrideSchema,
      ])
      .exactOptional()
      .describe("What differs from the wire's or server's row, or a file that says what was found."),
    fallback: z.string().exactOptional().describe('A model to fall back to, as data.'),
  })
  .describe('A provider x a model x a region.');

export type ServerRow = z.infer<typeof serverSchema>;
export type TargetRow = z.infer<typeof targetSchema>;
export type HeadersRow = z.infer<typeof headersSchema>;
export type CredentialsRow = TargetRow['credentials'];
