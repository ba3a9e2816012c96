import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { fingerprintSchema, type Fingerprint } from '../../contract/wires/fingerprint.ts';
import type { Redact } from '../../contract/world.ts';
import { READ_ONCE } from '../../contract/read-once.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { RUN_FILES, runFile } from './layout.ts';
import { redactContent } from '../secrets/redact-content.ts';

/** How the endpoint of each target answered, by its id. */
export type Fingerprints = Readonly<Record<string, Fingerprint>>;

const fileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Of the records that it was taken from. */
  evidenceRoot: z.string(),
  targets: z.record(z.string(), fingerprintSchema).readonly(),
});

/** fingerprints.json, as one of the files that are kept beside a run. What it says can be taken from the records again. */
export function fingerprintsFile(
  evidenceRoot: string,
  targets: Fingerprints,
  redact: Redact,
): Readonly<Record<string, string>> {
  const content: z.infer<typeof fileSchema> = { schemaVersion: 1, evidenceRoot, targets };
  return { [RUN_FILES.fingerprints]: `${redactContent(content, redact, 1)}\n` };
}

/** Null where none were kept of the records with this root, or they cannot be read. */
export async function readFingerprints(folder: string, evidenceRoot: string): Promise<Fingerprints | null> {
  const text = await readFile(runFile(folder, 'fingerprints'), 'utf8').catch(() => '');
  const read = fileSchema.safeParse(parseOrUndefined(text), READ_ONCE);
  return read.success && read.data.evidenceRoot === evidenceRoot ? read.data.targets : null;
}
