import { hash } from 'node:crypto';
import type { CaseDetail, RunDetail } from '../../contract/runs/run-detail.ts';
import { describeRawResponse } from '../exchange/describe-wire.ts';

/** Characters of a response that stand in the page; a longer one stands whole in a file beside it. */
export const MOST_RAW = 12_000;

/** Beside the page: any number of pages share it, for the names say what is in the files. */
export const BODIES_FOLDER = 'report-bodies';

/** A file of `BODIES_FOLDER`, named by the SHA-256 of its content. */
export interface BodyFile {
  readonly name: string;
  readonly content: string;
}

/** A response as it came, in lines; null where none did. */
export function rawResponseOf({ record }: CaseDetail): string | null {
  const evidence = record.exchange?.evidence ?? null;
  return evidence === null ? null : describeRawResponse(evidence).join('\n');
}

/** Null for what the page itself holds whole. */
export function bodyFile(raw: string): BodyFile | null {
  return raw.length <= MOST_RAW
    ? null
    : { name: `${hash('sha256', raw).slice(0, 32)}.txt`, content: `${raw}\n` };
}

/** What a page links to: to be written beside it. */
export function longBodies({ examples }: RunDetail): readonly BodyFile[] {
  const files = examples.flatMap((example) => bodyFile(rawResponseOf(example) ?? '') ?? []);
  return [...new Map(files.map((file) => [file.name, file])).values()];
}
