import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../src/checks/registry.ts';
import { ADAPTERS, WIRES } from '../src/providers/registry.ts';
import { REPORTERS } from '../src/reports/formats/registry.ts';

const TEST = import.meta.dirname;
const SRC = resolve(TEST, '../src');

interface SourceFile {
  /** From src/ or test/, with forward slashes. */
  readonly path: string;
  /** The room, or the file's own name when it stands beside the rooms. */
  readonly room: string;
  readonly text: string;
  readonly lines: number;
}

function readTree(root: string): readonly SourceFile[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, room: path.split('/')[0] ?? '', text, lines: text.split('\n').length - 1 };
    });
}

const files = readTree(SRC);

const GROUND = new Set(['contract', 'stats', 'json', 'files']);
const OUTERMOST = new Set(['cli', 'cli.ts', 'library', 'index.ts', 'vitest.ts']);

function importsOf(file: SourceFile): readonly { readonly target: string; readonly typeOnly: boolean }[] {
  const pattern = /^\s*(?:import|export)\s+(type\s)?[^;]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/gm;
  return [...file.text.matchAll(pattern)].map((match) => ({
    target: relative(SRC, resolve(SRC, dirname(file.path), match[2] ?? match[3] ?? '')),
    typeOnly: match[1] !== undefined,
  }));
}

/** What a file of `room` may import from another room. */
function mayImport(room: string, other: string, typeOnly: boolean): boolean {
  if (room === other || OUTERMOST.has(room)) return true;
  if (OUTERMOST.has(other)) return false;
  if (room === 'stats' || room === 'json') return false;
  if (room === 'contract') return other === 'json' && typeOnly;
  if (room === 'files') return other === 'contract' || other === 'json';
  return room === 'runs' || GROUND.has(other);
}

/** What git knows in the root of the repository, beside dotfiles. */
const TOP = [
  'ARCHITECTURE.md',
  'LICENSE',
  'README.md',
  'docs',
  'fixtures',
  'goldens',
  'llama-contract.config.yaml',
].concat([
  'package-lock.json',
  'package.json',
  'reports',
  'src',
  'suites',
  'test',
  'tsconfig.json',
  'vitest.config.ts',
]);

it('the root of the repository holds its rooms and nothing that was left there', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: resolve(SRC, '..'), encoding: 'utf8' });
  const standing = new Set(tracked.split('\0').map((path) => path.split('/')[0] ?? ''));
  expect([...standing].filter((name) => name !== '' && !name.startsWith('.')).toSorted()).toEqual(TOP);
});

describe('the star rule', () => {
  it('lets a room import itself and the ground rooms alone', () => {
    const broken = files.flatMap((file) =>
      importsOf(file)
        .filter(({ target, typeOnly }) => !mayImport(file.room, target.split('/')[0] ?? '', typeOnly))
        .map(({ target }) => `${file.path} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('sees imports at all', () => {
    const verify = files.find(({ path }) => path === 'runs/verify/verify.ts');
    expect(verify && importsOf(verify).map(({ target }) => target)).toContain('calls/create-quota-gate.ts');
  });
});

/** Files that reach each other by their imports, types among them: each such circle is one file in several places. */
function circles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const reached = new Map<string, ReadonlySet<string>>();
  for (const start of graph.keys()) {
    const seen = new Set<string>();
    const open = [...(graph.get(start) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(graph.get(next) ?? []));
    }
    reached.set(start, seen);
  }
  const found = [...graph.keys()].flatMap((start) => {
    const others = [...(reached.get(start) ?? [])].filter((other) => reached.get(other)?.has(start) === true);
    return others.length === 0 ? [] : [[...new Set([start, ...others])].toSorted().join(' <-> ')];
  });
  return [...new Set(found)].toSorted();
}

describe('the files of a room', () => {
  it('import each other one way only', () => {
    const graph = new Map(files.map((file) => [file.path, importsOf(file).map(({ target }) => target)]));
    expect(circles(graph)).toEqual([]);
  });

  it('and so do the folders of runs/', () => {
    const graph = new Map<string, string[]>();
    for (const file of files.filter(({ path }) => /^runs\/.+\//.test(path))) {
      const others = importsOf(file).map(({ target }) => dirname(target));
      const own = dirname(file.path);
      graph.set(own, [...(graph.get(own) ?? []), ...others.filter((other) => other !== own)]);
    }
    expect(graph.size).toBeGreaterThan(15);
    expect(circles(graph)).toEqual([]);
  });

  it('are seen where they do not', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b', 'd']],
      ['d', []],
    ]);
    expect(circles(graph)).toEqual(['b <-> c']);
  });
});

describe('files', () => {
  it('have 300 lines at most', () => {
    expect(files.filter(({ lines }) => lines > 300).map(({ path }) => path)).toEqual([]);
  });

  it('are short for the most part', () => {
    const sorted = files.map(({ lines }) => lines).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
    expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThan(200);
  });

  it('are named in kebab-case, and never for a drawer', () => {
    const drawers = /^(?:utils?|helpers?|common|types|constants|misc|manager|service|base)\.ts$/;
    const wrong = files.filter(({ path }) => {
      const name = basename(path);
      const barrel = name === 'index.ts' && path.includes('/');
      return !/^[a-z0-9]+(?:-[a-z0-9]+)*\.tsx?$/.test(name) || drawers.test(name) || barrel;
    });
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

function offenders(
  pattern: RegExp,
  rooms: (room: string) => boolean,
  strip: (text: string) => string = (text) => text,
  among: readonly SourceFile[] = files,
): readonly string[] {
  return among
    .filter(({ room }) => rooms(room))
    .flatMap(({ path, text }) =>
      strip(withoutComments(text))
        .split('\n')
        .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
    );
}

function pathsOf(found: readonly string[]): readonly string[] {
  return [...new Set(found.map((place) => place.replace(/:.*/s, '')))].toSorted();
}

function withoutComments(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ''))
    .replaceAll(/^\s*\/\/.*$/gm, '');
}

/** What is written between quotes left out, but for code in it, and what a pattern looks for: prose has the words of the language too. */
function withoutTexts(text: string): string {
  const texts =
    /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|(?<=[(,:=[!?&|]\s*)\/(?:[^/[\\\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//g;
  const left = (part: string): string => (part.startsWith('${') ? withoutTexts(part) : '');
  return text.replaceAll(texts, (quoted) => quoted.replaceAll(/\$\{[^{}]*\}|[^\n]/g, left).concat("''"));
}

describe('the world', () => {
  it('is reached from cli.ts and cli/ alone', () => {
    const world =
      /\bprocess\.|\bconsole\.(?:log|error|warn|info|debug|table)\b|\bDate\.now\(|\bMath\.random\(|\bnew Date\(\)|\bperformance\.now\(/;
    expect(offenders(world, (room) => room !== 'cli' && room !== 'cli.ts')).toEqual([]);
  });

  it('knows no provider by name outside providers, simulator and config', () => {
    const names =
      /(?<![\w/-])(?:(?:bedrock|watsonx|oci-genai|nim|vllm|llamacpp|sglang|tgi|ollama)(?:-[a-z]+)*|'openai(?:-[a-z]+)+')(?![\w-])/i;
    const found = offenders(names, (room) => !['providers', 'simulator', 'config'].includes(room));
    expect(pathsOf(found)).toEqual([]);
  });
});

describe('checks', () => {
  it('keep nothing from one case to the next', () => {
    const kept = /^(?:export )?(?:let\b|const \w+(?:: [^=]+)? = new (?:Weak)?(?:Map|Set)(?:<[^>]*>)?\(\))/;
    expect(offenders(kept, (room) => room === 'checks')).toEqual([]);
  });

  it("know no word of a wire: what it means is the decoder's to say", () => {
    expect(offenders(/\braw\b\s*[!=]==|[!=]==\s*\w*\.raw\b/, (room) => room === 'checks')).toEqual([]);
  });
});

describe('code', () => {
  it('has no any, no enum, no non-null assertion and no double cast', () => {
    const ruledOut = /: any\b|\bas any\b|\bas unknown as\b|\benum [A-Z]|[\w)\]]!(?:\.|\[|;|,|\))/;
    expect(offenders(ruledOut, () => true)).toEqual([]);
  });

  it.each([
    ['src', files],
    ['test', readTree(TEST)],
  ])('names no value said, told or one in %s/: keys that others read may be', (_name, among) => {
    const named =
      /(?<![\w$-]|(?<!\.\.)\.)(?:said|told|one)\b(?!-|\??: )|(?:\(|\b(?:const|let) )(?:said|told|one)\??:/;
    expect(offenders(named, () => true, withoutTexts, among)).toEqual([]);
  });

  it('claims no type: a cast is const alone', () => {
    const cast =
      /^(?!\s*(?:import|export)\b).*[\w)\]}'] as (?:readonly |keyof |typeof |[A-Z{[(]|(?:string|number|boolean|object|never)\b)/;
    expect(pathsOf(offenders(cast, () => true, withoutTexts))).toEqual([]);
  });

  it('makes a warning of a problem by asWarning alone', () => {
    expect(pathsOf(offenders(/\{ \.\.\.[\w(].*severity: 'warning'/, () => true))).toEqual([
      'contract/problem.ts',
    ]);
  });

  it('gives what JSON.parse returns no type but through parseJson', () => {
    const typed = /: (?!unknown\b)[\w<>{}[\]|,.: ]+ = JSON\.parse\(|JSON\.parse\([^;]*\) as\b/;
    expect(pathsOf(offenders(typed, () => true))).toEqual([]);
  });
});

describe('the library', () => {
  it('is explicit named exports and nothing else', () => {
    const index = files.find(({ path }) => path === 'index.ts')?.text ?? '';
    const exported = /^export (?:type )?\{[^{}*]+\} from '\.\/[^']+';$/gm;
    expect(index.match(exported)?.length).toBeGreaterThan(10);
    expect(index.replaceAll(exported, '').trim()).toBe('');
  });
});

describe('values', () => {
  it('come as arguments, and never from a scope around the code that uses them', () => {
    expect(offenders(/\bAsyncLocalStorage\b|\basync_hooks\b/, () => true)).toEqual([]);
  });
});

describe('registries', () => {
  it('hold every check', () => {
    const declared = files
      .filter(
        ({ path, text }) =>
          /^checks\/[^/]+\.ts$/.test(path) && /^export function \w+\([^)]*\): CheckResult \{/m.test(text),
      )
      .map(({ path }) => basename(path, '.ts'));
    expect(CHECKS.map(({ name }) => name).toSorted()).toEqual(declared.toSorted());
  });

  it('hold every reporter', () => {
    const declared = files
      .filter(({ room, text }) => room === 'reports' && /: Reporter = \{|\): Reporter \{/.test(text))
      .map(({ path }) => basename(path, '.ts').replace(/^render-|-reporter$/g, ''));
    expect(Object.keys(REPORTERS).toSorted()).toEqual(declared.toSorted());
  });

  it('hold an adapter and traits for every wire', () => {
    expect(Object.keys(ADAPTERS).toSorted()).toEqual(Object.keys(WIRES).toSorted());
    const folders = files
      .filter(({ room, text }) => room === 'providers' && /^export const [A-Z_]+: Wire</m.test(text))
      .map(({ path }) => dirname(path));
    const named = Object.values(WIRES).map(({ provider }) => `providers/${provider}`);
    expect([...new Set(named)].toSorted()).toEqual([...new Set(folders)].toSorted());
  });
});
