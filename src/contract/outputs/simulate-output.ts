import { z } from 'zod';

const text = z.string();

/** Of the credentials of a simulated target: they are made up. */
const credentialsSchema = z.union([
  z.strictObject({ kind: z.enum(['none', 'aws-default-chain']) }),
  z.strictObject({ kind: z.literal('bearer'), token: text }),
  z.strictObject({
    kind: z.literal('aws-keys'),
    accessKeyId: text,
    secretAccessKey: text,
    sessionToken: text.nullable(),
  }),
  z.strictObject({ kind: z.literal('ibm-api-key'), apiKey: text }),
  z.strictObject({
    kind: z.literal('oci-key'),
    tenancy: text,
    user: text,
    fingerprint: text,
    privateKey: text.describe('PEM.'),
    passphrase: text.nullable(),
  }),
]);

export const simulateOutputSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    url: text,
    planted: z.int().nonnegative().describe('Faults that were planted in what answers.'),
    targets: z.array(
      z.strictObject({
        id: text,
        baseUrl: text.describe('As an SDK takes it.'),
        configBaseUrl: text.describe('As the configuration takes it.'),
        model: text.describe("The model's id at the provider."),
        region: text.nullable(),
        settings: z.record(text, text),
        credentials: credentialsSchema,
        snippets: z
          .array(z.strictObject({ client: text, language: z.enum(['js', 'python', 'sh']), code: text }))
          .exactOptional()
          .describe('With --snippets: code for each client of the target.'),
      }),
    ),
  })
  .describe('Where simulated targets listen, as simulate --json prints it.');
