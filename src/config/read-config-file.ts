import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError, problem } from '../contract/problem.ts';
import { openYaml } from '../files/open-yaml.ts';
import { MAX_BYTES } from '../files/read-bounded.ts';
import { readText } from '../files/read-text.ts';
import { refuseHalfCharacters } from '../files/refuse-half-characters.ts';
import { openValue, type Source } from '../files/source.ts';
import { isRecord } from '../json/read.ts';

const NOUN = 'the configuration';
const HOW_TO_GET_ONE =
  'pass --config PATH, or run in a folder that has llama-contract.config.yaml (the package brings one to copy)';

function refuse(file: string, message: string, mend: string): InputError {
  return new InputError([{ ...problem(message, mend), file }]);
}

/** The default export, as JSON has it. */
async function importProgram(path: string): Promise<Source> {
  try {
    const module: unknown = await import(pathToFileURL(resolve(path)).href);
    const exported = isRecord(module) ? module['default'] : null;
    const value: unknown = JSON.parse(JSON.stringify(exported ?? null, refuseHalfCharacters));
    return openValue(path, NOUN, value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refuse(path, `cannot run the configuration: ${reason}`, 'export one plain object by default');
  }
}

/** Reads .yaml, .yml, .json or .ts. Throws InputError when it cannot be read or parsed. */
export async function readConfigFile(path: string): Promise<Source> {
  const named = { file: path, noun: NOUN, mend: HOW_TO_GET_ONE };
  const text = await readText(path, named, { maxBytes: MAX_BYTES.config, within: null });
  const extension = extname(path).toLowerCase();
  if (extension === '.ts') return importProgram(path);
  if (!['.yaml', '.yml', '.json'].includes(extension)) {
    throw refuse(path, `a configuration is .yaml, .yml, .json or .ts, not "${extension}"`, HOW_TO_GET_ONE);
  }
  const opened = await openYaml(path, NOUN, text);
  if ('problems' in opened) throw new InputError(opened.problems);
  return opened.source;
}
