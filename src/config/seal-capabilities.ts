import { hash } from 'node:crypto';
import {
  capabilityFileSchema,
  type CapabilityFile,
  type SealedCapabilityFile,
} from '../contract/probe/capability-file.ts';

/** A file as it is written: with the SHA-256 of what it holds, in the order of its format and without white space. */
export function sealCapabilities(file: CapabilityFile): SealedCapabilityFile {
  return { ...file, digest: digestOf(file) };
}

/** What a sealed file holds; null where that is not what it was sealed with. How it is laid out is no matter. */
export function openSealed({ digest, ...file }: SealedCapabilityFile): CapabilityFile | null {
  return digestOf(file) === digest ? file : null;
}

function digestOf(file: CapabilityFile): string {
  return hash('sha256', JSON.stringify(capabilityFileSchema.parse(file)));
}
