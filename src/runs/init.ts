import {
  access,
  appendFile,
  constants,
  lstat,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONFIG_FILE } from '../config/defaults.ts';
import { InputError, problem, type Problem } from '../contract/problem.ts';
import { inputOutputProblem, orProblem } from '../store/disk/input-output-problem.ts';
import { RUNS_FOLDER } from '../store/run/layout.ts';
import { makeFolder } from '../store/disk/make-folder.ts';

/** What a new project begins with, as it lies beside src/ and beside dist/ alike. */
const STARTER = fileURLToPath(new URL('../../fixtures/starter/', import.meta.url));

/** The files of each CI, from the project root. */
const CI_FILES = {
  github: ['.github/workflows/llama-contract.yml'],
  gitlab: ['llama-contract.gitlab-ci.yml', '.gitlab-ci.yml'],
} as const;
export type Ci = keyof typeof CI_FILES;

const IGNORE_FILE = '.gitignore';
const IGNORED = `/${RUNS_FOLDER}/`;

export interface InitOptions {
  /** Made where it is not there. */
  readonly folder: string;
  readonly cis: readonly Ci[];
}

/** Paths are from the folder. */
export interface BegunProject {
  readonly folder: string;
  readonly configFile: string;
  readonly written: readonly string[];
  /** Of which a line was added, and no other byte changed. */
  readonly extended: readonly string[];
  readonly left: readonly { readonly file: string; readonly why: string }[];
  /** Whether a package.json names llama-contract, as a CI that runs `npm ci` needs it. */
  readonly isInstalled: boolean;
}

/**
 * Begins a project: a configuration, a suite with its goldens, the jobs of a CI. What is there is left alone. Throws
 * InputError, with nothing written, where everything is there or the folder takes no files.
 */
export async function init({ folder, cis }: InitOptions): Promise<BegunProject> {
  const templates = await listTemplates();
  const ofCi = new Set<string>(Object.values(CI_FILES).flat());
  const project = templates.filter((file) => !ofCi.has(file));
  const there = new Set<string>();
  for (const file of templates) if (await isThere(join(folder, file))) there.add(file);
  const left = [
    ...leaveProject(project, there),
    ...cis.flatMap((ci) => CI_FILES[ci].filter((file) => there.has(file)).map(leaveFile)),
  ];
  const isLeft = new Set(left.map(({ file }) => file));
  const wanted = [...project, ...cis.flatMap((ci) => CI_FILES[ci])].filter((file) => !isLeft.has(file));
  if (wanted.length === 0)
    throw new InputError(left.filter(({ file }) => there.has(file)).map(({ file }) => refuse(folder, file)));
  await refuseUnwritable(folder, wanted);
  await writeAll(folder, wanted);
  const ignores = await ignoreRuns(join(folder, IGNORE_FILE));
  return {
    folder,
    configFile: CONFIG_FILE,
    written: [...wanted, ...(ignores === 'written' ? [IGNORE_FILE] : [])],
    extended: ignores === 'extended' ? [IGNORE_FILE] : [],
    left,
    isInstalled: await namesUs(folder),
  };
}

async function listTemplates(): Promise<readonly string[]> {
  const found = await readdir(STARTER, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(STARTER.length).replaceAll('\\', '/'))
    .toSorted();
}

interface Left {
  readonly file: string;
  readonly why: string;
}

const IS_THERE = 'it is there already';

/** The suite belongs to the configuration: beside another one, or beside part of itself, it would mean something else. */
function leaveProject(project: readonly string[], there: ReadonlySet<string>): readonly Left[] {
  const begun = project.filter((file) => there.has(file));
  const [first] = begun.includes(CONFIG_FILE) ? [CONFIG_FILE] : begun;
  if (first === undefined) return [];
  return project.map((file) => ({
    file,
    why: there.has(file) ? IS_THERE : `it belongs to ${first}, which is there already`,
  }));
}

function leaveFile(file: string): Left {
  const [job, main] = CI_FILES.gitlab;
  return { file, why: file === main ? `${IS_THERE}: have it include { local: /${job} }` : IS_THERE };
}

function refuse(folder: string, file: string): Problem {
  const path = join(folder, file);
  const mend = 'init overwrites nothing: name another folder, or move the file away';
  return { ...problem(`nothing was written, for ${path} is there already`, mend), file: path };
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Asks of each file before the first is written: half a project is none. */
async function refuseUnwritable(folder: string, files: readonly string[]): Promise<void> {
  const above = new Set<string>();
  for (const file of files) {
    let path = dirname(join(folder, file));
    while (!(await isThere(path)) && dirname(path) !== path) path = dirname(path);
    above.add(path);
  }
  const problems: Problem[] = [];
  for (const path of above) {
    const check = async (): Promise<void> => {
      if (!(await stat(path)).isDirectory()) throw Object.assign(new Error(path), { code: 'ENOTDIR' });
      await access(path, constants.W_OK | constants.X_OK);
    };
    await check().catch((error: unknown) => {
      problems.push(...inputOutputProblem(path, 'takes no files', error).problems);
    });
  }
  if (problems.length > 0) throw new InputError(problems);
}

async function writeAll(folder: string, files: readonly string[]): Promise<void> {
  const written: string[] = [];
  try {
    for (const file of files) {
      const path = join(folder, file);
      const content = await readFile(join(STARTER, file));
      await orProblem(dirname(path), 'cannot be made', makeFolder(dirname(path)));
      // Whoever wrote it since we looked keeps it.
      await orProblem(path, 'cannot be written', writeFile(path, content, { flag: 'wx' }));
      written.push(path);
    }
  } catch (error) {
    await Promise.all(written.map((path) => rm(path, { force: true })));
    throw error;
  }
}

/** Has git ignore what runs leave behind. */
async function ignoreRuns(path: string): Promise<'written' | 'extended' | 'as it was'> {
  const text = (await isThere(path)) ? await orProblem(path, 'cannot be read', readFile(path, 'utf8')) : null;
  const spellings = new Set([
    RUNS_FOLDER,
    `${RUNS_FOLDER}/`,
    `/${RUNS_FOLDER}`,
    IGNORED,
    `/${RUNS_FOLDER}/*`,
  ]);
  if (text?.split('\n').some((line) => spellings.has(line.trim())) === true) return 'as it was';
  const gap = text === null || text === '' || text.endsWith('\n') ? '' : '\n';
  await orProblem(path, 'cannot be written', appendFile(path, `${gap}${IGNORED}\n`));
  return text === null ? 'written' : 'extended';
}

async function namesUs(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '');
  return text.includes('"llama-contract"');
}
