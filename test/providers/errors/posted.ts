import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { ERROR_KINDS } from '../../../src/contract/errors/error-kind.ts';

const Posted = z.strictObject({
  who: z.string(),
  /** What a careful reader would accept, the best first. */
  kinds: z.array(z.enum(ERROR_KINDS)).min(1),
  status: z.exactOptional(z.int()),
  body: z.exactOptional(z.string()),
  thrown: z.exactOptional(z.unknown()),
  headers: z.exactOptional(z.record(z.string(), z.string())),
  phase: z.exactOptional(z.enum(['http', 'stream', 'transport'])),
  /** Where it is not the kind's own rule. */
  retryable: z.exactOptional(z.boolean()),
  /** Where the text was read. */
  source: z.exactOptional(z.string()),
});

/** An error in a provider's style: what came as a response, or was thrown. */
export type Posted = Readonly<z.infer<typeof Posted>>;

function read(file: string): readonly Posted[] {
  const text = readFileSync(resolve(import.meta.dirname, file), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => Posted.parse(JSON.parse(line)));
}

/** What providers, servers and clients say, in each one's own envelope. */
export const POSTED = read('posted-served.jsonl');
/** What servers say of what lies behind them, and what they say in the words of other languages' runtimes. */
export const POSTED_BEHIND = read('posted-behind.jsonl');
/**
 * Errors as public threads, repositories and the software's own sources have them, each labelled by a reader before any
 * rule was tried on it. Names, ids and addresses are replaced.
 */
export const POSTED_PUBLICLY = read('posted-publicly.jsonl');
/**
 * Texts in which the words of a phrase, a hint or a code stand for something else, or beside a status that says more: made up
 * as a server, a template, a schema or a client would say them.
 */
export const POSTED_ELSEWHERE = read('posted-elsewhere.jsonl');
