import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../src/checks/registry.ts';
import { ADAPTERS, WIRES } from '../src/providers/registry.ts';
import { REPORTERS } from '../src/reports/registry.ts';

const SRC = resolve(import.meta.dirname, '../src');

interface SourceFile {
  /** From src/, with forward slashes. */
  readonly path: string;
  /** The room, or the file's own name when it stands beside the rooms. */
  readonly room: string;
  readonly text: string;
  readonly lines: number;
}

const files: readonly SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => {
    const text = readFileSync(join(SRC, path), 'utf8');
    return { path, room: path.split('/')[0] ?? '', text, lines: text.split('\n').length - 1 };
  });

const GROUND = new Set(['contract', 'stats', 'json']);
const OUTERMOST = new Set(['cli', 'cli.ts', 'index.ts']);

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
  return room === 'runs' || GROUND.has(other);
}

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
    const verify = files.find(({ path }) => path === 'runs/verify.ts');
    expect(verify && importsOf(verify).map(({ target }) => target)).toContain('metrics/create-fold.ts');
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
      return !/^[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(name) || drawers.test(name) || barrel;
    });
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

function offenders(pattern: RegExp, rooms: (room: string) => boolean): readonly string[] {
  return files
    .filter(({ room }) => rooms(room))
    .flatMap(({ path, text }) =>
      withoutComments(text)
        .split('\n')
        .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
    );
}

function withoutComments(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ''))
    .replaceAll(/^\s*\/\/.*$/gm, '');
}

describe('the world', () => {
  it('is reached from cli.ts and cli/ alone', () => {
    const world =
      /\bprocess\.|\bconsole\.(?:log|error|warn|info|debug|table)\b|\bDate\.now\(|\bMath\.random\(|\bnew Date\(\)|\bperformance\.now\(/;
    expect(offenders(world, (room) => room !== 'cli' && room !== 'cli.ts')).toEqual([]);
  });

  it('knows no provider by name outside providers, simulator and config', () => {
    const names = /(?<![\w/-])(?:bedrock|watsonx|nim|vllm|llamacpp|sglang|tgi|ollama)(?![\w-])/i;
    expect(offenders(names, (room) => !['providers', 'simulator', 'config'].includes(room))).toEqual([]);
  });
});

describe('code', () => {
  it('has no any, no enum, no non-null assertion and no double cast', () => {
    const ruledOut = /: any\b|\bas any\b|\bas unknown as\b|\benum [A-Z]|[\w)\]]!(?:\.|\[|;|,|\))/;
    expect(offenders(ruledOut, () => true)).toEqual([]);
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
      .filter(({ path, text }) => /^checks\/[^/]+\.ts$/.test(path) && /: Check = \{/.test(text))
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
