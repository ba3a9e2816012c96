import { z } from 'zod';
import { capabilitiesSchema } from '../../contract/wires/capabilities.ts';
import { IMAGE_FORMATS } from '../../contract/exchanges/image-format.ts';
import { idSchema, positiveInt } from './names.ts';

const imageLimits = {
  maxCount: positiveInt.describe('Images in one request.'),
  maxBytes: positiveInt.describe('Bytes of one image, before base64.'),
  formats: z.array(z.enum(IMAGE_FORMATS)).min(1).describe('Formats that the model reads.'),
};

const imagesSchema = z.strictObject(imageLimits).describe('What the model takes of images.');

const imagesOverrideSchema = z
  .strictObject({
    maxCount: imageLimits.maxCount.exactOptional(),
    maxBytes: imageLimits.maxBytes.exactOptional(),
    formats: imageLimits.formats.exactOptional(),
  })
  .describe("Where this host differs from the model's own limits.");

/** Some of a capability row: what it names wins over the row below. */
export const capabilitiesOverrideSchema = capabilitiesSchema
  .unwrap()
  .partial()
  .describe("Only what differs from the wire's or server's row.");

const offerSchema = z
  .strictObject({
    id: z.string().min(1).describe("The host's id for the model, as sent on the wire."),
    aliases: z
      .array(z.string().min(1))
      .default([])
      .describe('Other names under which the host may say it served the model.'),
    contextTokens: positiveInt.nullable().exactOptional(),
    maxOutputTokens: positiveInt.nullable().exactOptional(),
    images: imagesOverrideSchema.exactOptional(),
    capabilities: capabilitiesOverrideSchema.exactOptional(),
  })
  .describe('One host of the model: its id there, and where its limits differ.');

/** One model of the catalogue. */
export const modelSchema = z
  .strictObject({
    modalities: z
      .array(z.enum(['text', 'image']))
      .min(1)
      .describe('What the model reads.'),
    contextTokens: positiveInt.nullable().describe('Input and output together; null when nobody vouches.'),
    maxOutputTokens: positiveInt.nullable().describe('null when nobody vouches for a number.'),
    images: imagesSchema.exactOptional(),
    capabilities: capabilitiesOverrideSchema.exactOptional(),
    offers: z
      .record(idSchema, offerSchema)
      .describe('By host: a provider (bedrock, watsonx) or the name of an OpenAI-compatible server.'),
  })
  .describe('A model is a row: ids, limits and capabilities, never code.');

export type ModelRow = z.infer<typeof modelSchema>;
export type OfferRow = z.infer<typeof offerSchema>;
