import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { problem, type Problem } from '../../contract/problem.ts';
import { openJsonLines } from '../../files/open-json.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { bytesOf, type BodyContent } from '../records/body-content.ts';
import { codeOf, orProblem } from '../disk/input-output-problem.ts';
import {
  cassetteFile,
  playedText,
  type Cassette,
  type RecordedExchange,
  type RecordedRun,
} from './cassette.ts';
import { readCassetteLine, type CassetteLine } from './cassette-line.ts';
import { readFrames } from './frames.ts';

/** A cassette as it stands, what is wrong with its file, and the hash of it; without a file there is neither. */
export interface ReadCassette {
  readonly cassette: Cassette | null;
  readonly problems: readonly Problem[];
  readonly sha256: string | null;
}

interface Wanted {
  readonly target: string;
  readonly suite: string;
  /** Every prompt of the suite; null where it is no matter which it has. */
  readonly prompts: ReadonlySet<string> | null;
}

/** Reads the cassette of a suite of a target, and finds everything that is wrong with it. */
export async function readCassette(folder: string, wanted: Wanted): Promise<ReadCassette> {
  const file = cassetteFile(folder, wanted.target, wanted.suite);
  const reading = readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  const text = await orProblem(file, 'cannot be read', reading);
  if (text === null) return { cassette: null, problems: [], sha256: null };
  const reader = new Reader(file, text, wanted);
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() !== '') await reader.take(line, index + 1);
  }
  return { ...reader.end(), sha256: hash('sha256', text) };
}

type Exchanged = Extract<CassetteLine, { kind: 'exchange' }>;

class Reader {
  readonly #file: string;
  readonly #text: string;
  readonly #wanted: Wanted;
  readonly #mend: string;
  readonly #problems: Problem[] = [];
  readonly #runs: RecordedRun[] = [];
  readonly #requests = new Map<string, BodyContent>();
  readonly #exchanges: RecordedExchange[] = [];
  readonly #seen = new Set<string>();
  #lines = 0;
  /** Of lines that are no JSON, once there is one. */
  #broken: ReadonlyMap<number | null, readonly Problem[]> | null = null;

  constructor(file: string, text: string, wanted: Wanted) {
    this.#file = file;
    this.#text = text;
    this.#wanted = wanted;
    this.#mend = `record it again: npx llama-contract record --target ${wanted.target} --suite ${wanted.suite}`;
  }

  async take(text: string, line: number): Promise<void> {
    this.#lines += 1;
    const value = parseOrUndefined(text);
    if (value === undefined) {
      const why = (await this.#whyBroken(line)).map((found) => ({ ...found, mend: this.#mend }));
      this.#problems.push(...(why.length > 0 ? why : [this.#problem(line, '', 'is no JSON')]));
      return;
    }
    const read = readCassetteLine(value);
    if ('why' in read) this.#problems.push(this.#problem(line, read.pointer, read.why));
    else this.#add(read.line, line);
  }

  async #whyBroken(line: number): Promise<readonly Problem[]> {
    this.#broken ??= Map.groupBy(
      (await openJsonLines(this.#file, 'the line', this.#text)).problems,
      (found) => found.line,
    );
    return this.#broken.get(line) ?? [];
  }

  end(): Pick<ReadCassette, 'cassette' | 'problems'> {
    if (this.#lines === 0) this.#problems.push(this.#problem(1, '', 'is empty'));
    const { target, suite } = this.#wanted;
    const parts = { runs: this.#runs, requests: this.#requests, exchanges: this.#exchanges };
    return { cassette: { target, suite, ...parts }, problems: this.#problems };
  }

  #add(read: CassetteLine, line: number): void {
    if (this.#lines === 1 && read.kind !== 'cassette')
      this.#say(line, '/kind', 'the first line must say of what it is a cassette');
    if (read.kind === 'cassette') this.#checkHead(read, line);
    else if (read.kind === 'run') {
      const { kind: _kind, ...run } = read;
      this.#runs.push(run);
    } else if (read.kind === 'request') {
      const content = 'text' in read ? { text: read.text } : { base64: read.base64 };
      if (hash('sha256', bytesOf(content)) !== read.sha256) {
        this.#say(line, '/sha256', 'is not the hash of the request that stands there');
      }
      this.#requests.set(read.sha256, content);
    } else this.#addExchange(read, line);
  }

  #checkHead(head: Extract<CassetteLine, { kind: 'cassette' }>, line: number): void {
    const { target, suite } = this.#wanted;
    if (head.target !== target) {
      this.#say(
        line,
        '/target',
        `it is a cassette of target ${head.target}, and stands where that of ${target} belongs`,
      );
    }
    if (head.suite !== suite) {
      this.#say(
        line,
        '/suite',
        `it is a cassette of suite ${head.suite}, and stands where that of ${suite} belongs`,
      );
    }
  }

  #addExchange({ kind: _kind, ...exchange }: Exchanged, line: number): void {
    const { prompt, request, response, run } = exchange;
    const id = playedText(exchange);
    if (this.#wanted.prompts?.has(prompt) === false) {
      this.#say(
        line,
        '/prompt',
        `it is a cassette of prompt ${prompt}, which suite ${this.#wanted.suite} does not have`,
      );
    }
    if (this.#seen.has(id)) this.#say(line, '', `${id} stands there a second time`);
    this.#seen.add(id);
    if (!this.#runs.some((known) => known.run === run)) {
      this.#say(line, '/run', `no line before it tells of run ${run}`);
    }
    if (request.body !== null && !this.#requests.has(request.body.sha256)) {
      this.#say(line, '/request/body/sha256', 'no line before it has this request');
    }
    for (const [pointer, why] of whatIsWrong(response)) this.#say(line, pointer, why);
    this.#exchanges.push(exchange);
  }

  #say(line: number, pointer: string, why: string): void {
    this.#problems.push(this.#problem(line, pointer, why));
  }

  #problem(line: number, pointer: string, why: string): Problem {
    return { ...problem(why, this.#mend), file: this.#file, line, pointer: pointer === '' ? null : pointer };
  }
}

function* whatIsWrong({
  chunkEnds,
  chunkMs,
  body,
}: RecordedExchange['response']): Generator<readonly [string, string]> {
  const bytes = bytesOf(body);
  const rises = chunkEnds.every((end, at) => end >= (chunkEnds[at - 1] ?? 0));
  if (!rises || (chunkEnds.at(-1) ?? 0) !== bytes.length) {
    yield ['/response/chunkEnds', `its chunks do not end where its body of ${bytes.length} bytes does`];
  }
  if (chunkMs.length !== chunkEnds.length) {
    yield ['/response/chunkMs', `${chunkMs.length} times for ${chunkEnds.length} chunks`];
  }
  if (body.frames !== undefined && !isDeepStrictEqual(readFrames(bytes), body.frames)) {
    yield ['/response/body/frames', 'the frames do not say what the bytes beside them are'];
  }
}
