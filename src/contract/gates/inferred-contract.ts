import type { Side } from './comparison.ts';
import type { JsonObject } from '../json-value.ts';

/** A contract as it was inferred: of whose answers, from how many values, and the schema itself. */
export interface InferredContract {
  readonly side: Side;
  readonly synthetic: boolean;
  readonly parts: readonly { readonly name: string; readonly values: number }[];
  /** Answers to prompts that want JSON, of which none could be read. */
  readonly unread: number;
  readonly schema: JsonObject;
  /** The file that was written; null where nothing was asked for, or nothing was inferred. */
  readonly file: string | null;
}
