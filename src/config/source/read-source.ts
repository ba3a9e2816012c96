import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError, problem } from '../../contract/problem.ts';
import { isRecord } from '../../json/read.ts';
import { parseYaml } from './parse-yaml.ts';
import { refuseHalfCharacters } from './refuse-half-characters.ts';
import type { Source } from './source.ts';

const HOW_TO_GET_ONE =
  'pass --config PATH, or run in a folder that has llama-contract.config.yaml (the package brings one to copy)';

const FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
};

function refuse(file: string, message: string, mend: string): InputError {
  return new InputError([{ ...problem(message, mend), file }]);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw refuse(path, `cannot read the configuration ${path}: ${FAILURES[code] ?? code}`, HOW_TO_GET_ONE);
  }
}

/** The default export, as JSON has it. */
async function importProgram(path: string): Promise<Source> {
  try {
    const module: unknown = await import(pathToFileURL(resolve(path)).href);
    const given = isRecord(module) ? module['default'] : null;
    const value: unknown = JSON.parse(JSON.stringify(given ?? null, refuseHalfCharacters));
    return { file: path, value, text: null, place: () => null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refuse(path, `cannot run the configuration: ${reason}`, 'export one plain object by default');
  }
}

/** Reads .yaml, .yml, .json or .ts. Throws InputError when it cannot be read or parsed. */
export async function readSource(path: string): Promise<Source> {
  const text = await readText(path);
  const extension = extname(path).toLowerCase();
  if (extension === '.ts') return importProgram(path);
  if (['.yaml', '.yml', '.json'].includes(extension)) return parseYaml(path, text);
  throw refuse(path, `a configuration is .yaml, .yml, .json or .ts, not "${extension}"`, HOW_TO_GET_ONE);
}
